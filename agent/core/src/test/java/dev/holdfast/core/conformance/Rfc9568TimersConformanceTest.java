package dev.holdfast.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.Priority;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.vrrp.VrrpTimers;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** VRRPv3, section 6.1: timers, priorities and preemption. */
class Rfc9568TimersConformanceTest {
    private static final long SECOND = 1_000_000_000L;

    /** Priority 100 at 1 s: three intervals, and 156/256 of one as skew. */
    private static final long DOWN = 3_609_375_000L;

    /** Section 6.1: skew and down are shares of the master's interval, in nanoseconds. */
    @Nested
    class Timers_6_1 {
        @ParameterizedTest
        @CsvSource({
            "100, 100,    609375000,   3609375000",
            " 25, 150,    103515625,    853515625",
            " 10, 100,     60937500,    360937500",
            "  1, 254,        78125,     30078125",
            "4095, 150, 16955859375, 139805859375"
        })
        @Tag("C-051+")
        @Tag("C-052+")
        void aBackupTakesOverAfterTheDownIntervalAndNotBefore(int centis, int priority, long skew, long down) {
            Node node = Node.started(Router.v3().centis(centis).priority(priority));

            node.runTo(down - 1);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            node.runTo(down);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);

            assertThat(VrrpTimers.skewNanos(3, new Priority(priority), centis * 10_000_000L))
                    .isEqualTo(skew);
        }

        @Test
        @Tag("C-051+")
        void theMastersIntervalCountsNotOurs() {
            Node node = Node.started(Router.v3());

            node.hearAt(SECOND, Peer.v3(200).every(300));

            // 3 * 3 s + 156/256 * 3 s, from the moment the advert was heard.
            node.runTo(SECOND + 10_828_125_000L - 1);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            node.runTo(SECOND + 10_828_125_000L);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-051-")
        void theSkewIsNotAShareOfASecond() {
            assertThat(VrrpTimers.skewNanos(3, new Priority(100), 10 * SECOND)).isEqualTo(6_093_750_000L);
            assertThat(VrrpTimers.skewNanos(3, new Priority(100), SECOND / 10)).isEqualTo(60_937_500L);
        }

        @Test
        @Tag("C-052-")
        void aSkewBelowAMicrosecondsThousandIsNotRoundedToNothing() {
            Node node = Node.started(Router.v3().centis(1).priority(254));

            // Three intervals alone would be 30 ms.
            node.runTo(30_000_000L + 78_124L);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }

        @Test
        @Tag("C-070+")
        void preemptionIsTheDefault() {
            Node node = Node.started(Router.v3());

            node.hearAt(SECOND, Peer.v3(99));
            node.hearAt(2 * SECOND, Peer.v3(99));
            node.hearAt(3 * SECOND, Peer.v3(99));
            node.runTo(DOWN);

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.snapshot().reason()).isEqualTo(TransitionReason.PREEMPTION);
        }

        @Test
        @Tag("C-070-")
        void withoutPreemptionALowerMasterKeepsTheRole() {
            Node node = Node.started(Router.v3().noPreempt());

            node.hearAt(3 * SECOND, Peer.v3(99));
            node.runTo(3 * SECOND + DOWN - 1);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }

        @Test
        @Tag("C-070-")
        void withoutPreemptionSilenceStillMakesAMaster() {
            Node node = Node.started(Router.v3().noPreempt());

            node.hearAt(3 * SECOND, Peer.v3(99));
            node.runTo(3 * SECOND + DOWN);

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-063+")
        void theOwnerPreemptsWhateverTheFlagSays() {
            Node node = Node.started(Router.v3().priority(255).noPreempt());
            node.hearAt(SECOND, Peer.v3(255).from("192.0.2.251"));
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);

            // 3 s and 1/256 s after the other owner was heard.
            node.hearAt(2 * SECOND, Peer.v3(254));
            node.hearAt(3 * SECOND, Peer.v3(254));
            node.hearAt(4 * SECOND, Peer.v3(254));
            node.runTo(SECOND + 3_003_906_250L);

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-063-")
        void whoIsNotTheOwnerDoesNotPreemptAgainstTheFlag() {
            Node node = Node.started(Router.v3().priority(254).noPreempt());

            node.hearAt(SECOND, Peer.v3(1));
            node.hearAt(2 * SECOND, Peer.v3(1));
            node.hearAt(3 * SECOND, Peer.v3(1));
            node.runTo(5 * SECOND);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }
    }
}
