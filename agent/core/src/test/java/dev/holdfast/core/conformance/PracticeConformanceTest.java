package dev.holdfast.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.AgentEvent.AdvertDiscarded;
import dev.holdfast.core.spi.AgentEvent.PeerWarning;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.PeerOddity;
import dev.holdfast.core.spi.RouterState;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules that no RFC has and that keep an election honest: who is heard, and what is reported. */
class PracticeConformanceTest {
    private static final long SECOND = 1_000_000_000L;

    /** Priority 100 at 1 s: three intervals, and 156/256 of one as skew. */
    private static final long DOWN = 3_609_375_000L;

    @Nested
    class WhoIsHeard {
        @Test
        @Tag("C-020+")
        void anAdvertFromAnAddressOfOurOwnMovesNothing() {
            Node node = Node.mastering(Router.v3(), DOWN);

            node.hearAt(DOWN + 500, Peer.v3(200).from("192.0.2.12"));

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.adverts()).isEmpty();
            assertThat(node.discarded(DiscardReason.OWN_ADDRESS)).isEqualTo(1);
        }

        @Test
        @Tag("C-020-")
        void theSameAdvertFromANeighbourIsHeard() {
            Node node = Node.mastering(Router.v3(), DOWN);

            node.hearAt(DOWN + 500, Peer.v3(200).from("192.0.2.13"));

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }

        @Test
        @Tag("C-039+")
        void aMulticastInstanceHearsNoUnicast() {
            Node node = Node.mastering(Router.v3(), DOWN);

            node.hearAt(DOWN + 500, Peer.v3(200).to("192.0.2.12"));

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.discarded(DiscardReason.UNKNOWN_PEER)).isEqualTo(1);
        }

        @Test
        @Tag("C-039+")
        void aUnicastInstanceHearsNoMulticast() {
            Node node = Node.mastering(Router.v3().unicast("192.0.2.251"), DOWN);

            node.hearAt(DOWN + 500, Peer.v3(200));

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.discarded(DiscardReason.UNKNOWN_PEER)).isEqualTo(1);
        }

        @Test
        @Tag("C-039-")
        void aUnicastInstanceHearsItsPeer() {
            Node node = Node.mastering(Router.v3().unicast("192.0.2.251"), DOWN);

            node.hearAt(DOWN + 500, Peer.v3(200).to("192.0.2.12"));

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }
    }

    @Nested
    class WhatIsReported {
        private final Node node = Node.started(Router.v3());
        private final ReceivedDatagram bad = Peer.v3(200).hopLimit(254).advert();

        @Test
        @Tag("C-038+")
        void aFloodOfBadAdvertsIsCountedAndReportedOnceInTenSeconds() {
            // 100,000 in 25 s, so at 0, 10 and 20 s.
            for (int i = 0; i < 100_000; i++) {
                node.hearAt(SECOND + i * SECOND / 4000, bad);
            }

            assertThat(node.discarded(DiscardReason.TTL)).isEqualTo(100_000);
            assertThat(node.events(AdvertDiscarded.class))
                    .extracting(AdvertDiscarded::suppressed)
                    .containsExactly(0L, 39_999L, 39_999L);
            // It is a master by now, and on time: the flood moved no timer.
            assertThat(node.advertTimes().get(0)).isEqualTo(DOWN);
        }

        @Test
        @Tag("C-038-")
        void anotherFaultIsReportedAlthoughTheFirstWasJustNow() {
            node.hearAt(SECOND, bad);
            node.hearAt(SECOND + 1, Peer.v2(200));

            assertThat(node.events(AdvertDiscarded.class))
                    .extracting(AdvertDiscarded::reason)
                    .containsExactly(DiscardReason.TTL, DiscardReason.VERSION);
        }

        @Test
        @Tag("C-040+")
        void neitherARefusedNorAGoodAdvertEndsTheSilenceOfAReport() {
            node.hearAt(SECOND, bad);
            node.hearAt(SECOND + 1, Peer.v2(200));
            node.hearAt(SECOND + 2, Peer.v3(200));
            node.hearAt(SECOND + 3, bad);

            assertThat(node.events(AdvertDiscarded.class))
                    .extracting(AdvertDiscarded::reason)
                    .containsExactly(DiscardReason.TTL, DiscardReason.VERSION);
        }

        @Test
        @Tag("C-040-")
        void afterTenSecondsItIsReportedAgain() {
            node.hearAt(SECOND, bad);
            node.hearAt(11 * SECOND - 1, bad);
            node.hearAt(11 * SECOND, bad);

            assertThat(node.events(AdvertDiscarded.class))
                    .extracting(AdvertDiscarded::suppressed)
                    .containsExactly(0L, 1L);
        }

        @Test
        void aSecondMasterIsReported() {
            Node master = Node.mastering(Router.v3(), DOWN);

            master.hearAt(DOWN + 500, Peer.v3(50));

            assertThat(master.events(PeerWarning.class))
                    .extracting(PeerWarning::oddity)
                    .containsExactly(PeerOddity.SECOND_MASTER);
        }
    }

    @Nested
    class HowManyAdvertsMayBeMissed {
        @Test
        @Tag("C-055+")
        void anotherNumberLengthensTheSilence() {
            Node node = Node.started(Router.v3().downTimerAdverts(5));

            node.runTo(5_609_375_000L - 1);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            node.runTo(5_609_375_000L);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-055+")
        void oneMissedAdvertCanBeEnough() {
            Node node = Node.started(Router.v2().downTimerAdverts(1));

            node.runTo(1_609_375_000L);

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-055-")
        void theSkewAfterAResignationIsTheSame() {
            Node node = Node.started(Router.v3().downTimerAdverts(5));

            node.hearAt(SECOND, Peer.v3(0));
            node.runTo(SECOND + 609_375_000L);

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }
    }
}
