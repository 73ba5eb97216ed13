package dev.holdfast.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** VRRPv3, section 6.4: the states. The RFC says Active where we say master. */
class Rfc9568ConformanceTest {
    private static final long SECOND = 1_000_000_000L;

    /** Priority 100 at 1 s: three intervals, and 156/256 of one as skew. */
    private static final long SKEW = 609_375_000L;

    private static final long DOWN = 3_609_375_000L;

    /** Section 6.4.1: Startup. */
    @Nested
    class Initialize_6_4_1 {
        @Test
        @Tag("C-029+")
        void theOwnerIsMasterAtOnce() {
            Node node = Node.started(Router.v3().priority(255));

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.orders())
                    .containsExactly("OpenTransport", "InstallAddresses", "SendAdvertisement", "Announce", "Publish");
        }

        @Test
        void everybodyElseListensFirst() {
            Node node = Node.started(Router.v3().priority(254));

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(node.orders()).containsExactly("OpenTransport", "Publish");
        }

        @Test
        @Tag("C-065+")
        void nothingIsHeardBeforeTheElectionBegins() {
            Node node = Node.started(Router.v3(), new String[0]);
            assertThat(node.state()).isEqualTo(RouterState.FAULT);

            node.hearAt(SECOND, Peer.v3(200));
            node.addressAt(2 * SECOND, "192.0.2.12/24");

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            node.runTo(2 * SECOND + DOWN);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }
    }

    /** Section 6.4.2: Backup. */
    @Nested
    class Backup_6_4_2 {
        @Test
        void aHigherOrEqualAdvertStartsTheSilenceAnew() {
            Node node = Node.started(Router.v3());

            node.hearAt(2 * SECOND, Peer.v3(200));
            node.hearAt(5 * SECOND, Peer.v3(100));

            node.runTo(5 * SECOND + DOWN - 1);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            node.runTo(5 * SECOND + DOWN);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-060+")
        void aLowerAdvertNeitherTouchesTheTimerNorTeachesItsInterval() {
            Node node = Node.started(Router.v3());

            node.hearAt(3 * SECOND, Peer.v3(99).every(500));

            node.runTo(DOWN - 1);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            node.runTo(DOWN);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-060-")
        void anEqualAdvertDoesTouchTheTimer() {
            Node node = Node.started(Router.v3());

            node.hearAt(3 * SECOND, Peer.v3(100));
            node.runTo(3 * SECOND + DOWN - 1);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }

        @Test
        @Tag("C-061+")
        void aResignationLeavesOnlyTheSkew() {
            Node node = Node.started(Router.v3());
            node.hearAt(SECOND, Peer.v3(200));

            node.hearAt(SECOND + 1, Peer.v3(0));

            node.runTo(SECOND + 1 + SKEW - 1);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            node.runTo(SECOND + 1 + SKEW);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.snapshot().reason()).isEqualTo(TransitionReason.PRIORITY_ZERO);
        }

        @Test
        @Tag("C-061+")
        void aResignationNeedsNoKnownSender() {
            Node node = Node.started(Router.v3().noPreempt());
            node.hearAt(SECOND, Peer.v3(200).from("192.0.2.251"));

            node.hearAt(2 * SECOND, Peer.v3(0).from("192.0.2.7"));
            node.runTo(2 * SECOND + SKEW);

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-061+")
        void aResignationTeachesNoInterval() {
            Node node = Node.started(Router.v3());
            node.hearAt(SECOND, Peer.v3(200).every(300));

            node.hearAt(2 * SECOND, Peer.v3(0).every(50));

            // The skew of the interval learned before: 156/256 * 3 s.
            node.runTo(2 * SECOND + 1_828_125_000L - 1);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            node.runTo(2 * SECOND + 1_828_125_000L);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-061-")
        void theLowestPriorityIsNoResignation() {
            Node node = Node.started(Router.v3().noPreempt());

            node.hearAt(SECOND, Peer.v3(1));
            node.runTo(SECOND + DOWN - 1);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }

        @Test
        @Tag("C-062-")
        void theAddressOfAnEqualSenderPlaysNoPart() {
            Node node = Node.started(Router.v3());

            node.hearAt(3 * SECOND, Peer.v3(100).from("192.0.2.1"));
            node.runTo(3 * SECOND + DOWN - 1);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }

        @Test
        @Tag("C-065+")
        void aWakeUpOfATimerThatWasSetAnewDoesNothing() {
            Node node = Node.started(Router.v3());
            node.hearAt(3 * SECOND, Peer.v3(200));
            node.forget();

            node.wakeAt(DOWN);
            node.wakeAt(DOWN + 1);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(node.orders()).isEmpty();
        }

        @Test
        @Tag("C-065-")
        void theTimerThatWasSetAnewDoesFire() {
            Node node = Node.started(Router.v3());
            node.hearAt(3 * SECOND, Peer.v3(200));
            node.wakeAt(DOWN);

            node.runTo(3 * SECOND + DOWN);

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        void shutdownGoesWithoutAWord() {
            Node node = Node.started(Router.v3());
            node.forget();

            node.shutDownAt(SECOND);

            assertThat(node.adverts()).isEmpty();
            assertThat(node.orders()).containsExactly("Publish", "CloseTransport");
        }
    }

    /** Section 6.4.3: Active. */
    @Nested
    class Active_6_4_3 {
        private final Node node = Node.mastering(Router.v3(), DOWN);

        @Test
        void advertisesEveryInterval() {
            node.runTo(DOWN + 3 * SECOND);

            assertThat(node.advertTimes()).containsExactly(DOWN + SECOND, DOWN + 2 * SECOND, DOWN + 3 * SECOND);
        }

        @Test
        void yieldsToAHigherPriority() {
            node.hearAt(DOWN + 500, Peer.v3(101));

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(node.orders()).containsExactly("RemoveAddresses", "Publish");
            assertThat(node.snapshot().reason()).isEqualTo(TransitionReason.HIGHER_PRIORITY);
            node.runTo(DOWN + 500 + DOWN - 1);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            node.runTo(DOWN + 500 + DOWN);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-070-")
        void yieldsToAHigherPriorityEvenWithoutPreemption() {
            Node stubborn = Node.mastering(Router.v3().noPreempt(), DOWN);

            stubborn.hearAt(DOWN + 500, Peer.v3(101));

            assertThat(stubborn.state()).isEqualTo(RouterState.BACKUP);
        }

        @Test
        @Tag("C-064+")
        void steppingDownAdoptsTheWinnersInterval() {
            node.hearAt(DOWN + 500, Peer.v3(200).every(300));

            node.runTo(DOWN + 500 + 10_828_125_000L - 1);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            node.runTo(DOWN + 500 + 10_828_125_000L);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-064-")
        void aLowerAdvertTeachesAMasterNothing() {
            node.hearAt(DOWN + 500, Peer.v3(50).every(300));
            node.forget();

            node.runTo(DOWN + 2 * SECOND);

            assertThat(node.advertTimes()).containsExactly(DOWN + SECOND, DOWN + 2 * SECOND);
        }

        @Test
        void answersALowerAdvertAtOnceWithoutLosingItsRhythm() {
            node.hearAt(DOWN + 500, Peer.v3(99));
            node.runTo(DOWN + SECOND);

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.advertTimes()).containsExactly(DOWN + 500, DOWN + SECOND);
        }

        @Test
        void answersAResignationAtOnceAndBeginsANewRhythm() {
            node.hearAt(DOWN + 500, Peer.v3(0));
            node.runTo(DOWN + SECOND + 500);

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.advertTimes()).containsExactly(DOWN + 500, DOWN + SECOND + 500);
        }

        @ParameterizedTest
        @CsvSource({
            "127.255.255.255, 128.0.0.1",
            "192.0.2.127, 192.0.2.128",
            "10.0.0.9, 10.0.0.10",
            "192.0.2.12, 192.0.2.251"
        })
        @Tag("C-062+")
        void ofEqualPrioritiesTheHigherAddressStays(String lower, String higher) {
            Node low = Node.started(Router.v3(), lower + "/24");
            low.runTo(DOWN);
            low.hearAt(DOWN + 500, Peer.v3(100).from(higher));
            assertThat(low.state()).isEqualTo(RouterState.BACKUP);
            assertThat(low.snapshot().reason()).isEqualTo(TransitionReason.TIE_BREAK);

            Node high = Node.started(Router.v3(), higher + "/24");
            high.runTo(DOWN);
            high.forget();
            high.hearAt(DOWN + 500, Peer.v3(100).from(lower));
            assertThat(high.state()).isEqualTo(RouterState.MASTER);
            assertThat(high.advertTimes()).containsExactly(DOWN + 500);
        }

        @Test
        @Tag("C-062+")
        void ofEqualPrioritiesTheHigherIpv6AddressStays() {
            Node low = Node.started(Router.v3OnIpv6(), "fe80::7fff:0:0:1/64");
            low.runTo(DOWN);
            low.hearAt(DOWN + 500, Peer.v3OnIpv6(100).from("fe80::8000:0:0:1"));
            assertThat(low.state()).isEqualTo(RouterState.BACKUP);

            Node high = Node.started(Router.v3OnIpv6(), "fe80::8000:0:0:1/64");
            high.runTo(DOWN);
            high.hearAt(DOWN + 500, Peer.v3OnIpv6(100).from("fe80::7fff:0:0:1"));
            assertThat(high.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-062-")
        void aHigherAddressDoesNotBeatAHigherPriority() {
            node.hearAt(DOWN + 500, Peer.v3(99).from("192.0.2.251"));

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-068+")
        void shutdownRemovesTheAddressesAndResigns() {
            node.shutDownAt(DOWN + 500);

            assertThat(node.orders())
                    .containsExactly("RemoveAddresses", "SendAdvertisement", "Publish", "CloseTransport");
            assertThat(node.priorities()).containsExactly(0);
            // All in the turn of the order.
            assertThat(node.advertTimes()).containsExactly(DOWN + 500);
        }

        @Test
        @Tag("C-065+")
        void theAdvertTimerOfAFormerMasterDoesNothing() {
            node.hearAt(DOWN + 500, Peer.v3(200));
            node.forget();

            node.wakeAt(DOWN + SECOND);
            node.wakeAt(DOWN + 2 * SECOND);

            assertThat(node.orders()).isEmpty();
        }
    }

    @Test
    void everyTransitionIsToldOnceWithItsReason() {
        Node node = Node.started(Router.v3());
        node.runTo(DOWN);
        node.hearAt(DOWN + SECOND / 2, Peer.v3(200));
        node.shutDownAt(DOWN + SECOND);

        assertThat(node.events(StateChanged.class))
                .extracting(StateChanged::to, StateChanged::reason)
                .containsExactly(
                        tuple(RouterState.BACKUP, TransitionReason.STARTUP),
                        tuple(RouterState.MASTER, TransitionReason.TIMEOUT),
                        tuple(RouterState.BACKUP, TransitionReason.HIGHER_PRIORITY),
                        tuple(RouterState.STOPPED, TransitionReason.SHUTDOWN));
    }
}
