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

/** VRRPv2, section 6: timers and states. */
class Rfc3768ConformanceTest {
    private static final long SECOND = 1_000_000_000L;

    /** Priority 100 at 1 s: three intervals, and 156/256 of one as skew. */
    private static final long SKEW = 609_375_000L;

    private static final long DOWN = 3_609_375_000L;

    /** Section 6.1: the skew is a share of a second, whatever the interval. */
    @Nested
    class Timers_6_1 {
        @ParameterizedTest
        @CsvSource({
            "100, 254,   7812500,  3007812500",
            "100, 150, 414062500,  3414062500",
            "100, 100, 609375000,  3609375000",
            "100,   1, 996093750,  3996093750",
            "1000, 100, 609375000, 30609375000"
        })
        @Tag("C-050+")
        void aBackupTakesOverAfterTheDownIntervalAndNotBefore(int centis, int priority, long skew, long down) {
            Node node = Node.started(Router.v2().centis(centis).priority(priority));

            node.runTo(down - 1);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            node.runTo(down);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);

            assertThat(VrrpTimers.skewNanos(2, new Priority(priority), centis * 10_000_000L))
                    .isEqualTo(skew);
        }

        @Test
        @Tag("C-050+")
        void theOwnerHasTheSmallestSkew() {
            assertThat(VrrpTimers.skewNanos(2, Priority.OWNER, SECOND)).isEqualTo(3_906_250L);
            assertThat(VrrpTimers.masterDownNanos(2, Priority.OWNER, SECOND, 3)).isEqualTo(3_003_906_250L);
        }

        @Test
        @Tag("C-050-")
        void theSkewIsNotAShareOfTheInterval() {
            Node node = Node.started(Router.v2().centis(1000));
            node.hearAt(SECOND, peer(200).every(1000));

            node.hearAt(2 * SECOND, peer(0).every(1000));
            node.runTo(2 * SECOND + SKEW);

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-070+")
        void preemptionIsTheDefault() {
            Node node = Node.started(Router.v2());

            node.hearAt(3 * SECOND, peer(99));
            node.runTo(DOWN);

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-070-")
        void withoutPreemptionALowerMasterKeepsTheRole() {
            Node node = Node.started(Router.v2().noPreempt());

            node.hearAt(3 * SECOND, peer(99));
            node.runTo(3 * SECOND + DOWN - 1);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }
    }

    /** Section 6.4.1. */
    @Nested
    class Initialize_6_4_1 {
        @Test
        void theOwnerIsMasterAtOnceAndEverybodyElseListens() {
            assertThat(Node.started(Router.v2().priority(255)).state()).isEqualTo(RouterState.MASTER);
            assertThat(Node.started(Router.v2().priority(254)).state()).isEqualTo(RouterState.BACKUP);
        }
    }

    /** Section 6.4.2. */
    @Nested
    class Backup_6_4_2 {
        @Test
        @Tag("C-060+")
        void aLowerAdvertDoesNotTouchTheTimer() {
            Node node = Node.started(Router.v2());

            node.hearAt(3 * SECOND, peer(99));

            node.runTo(DOWN - 1);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            node.runTo(DOWN);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-060-")
        void anEqualAdvertDoesTouchTheTimer() {
            Node node = Node.started(Router.v2());

            node.hearAt(3 * SECOND, peer(100));

            node.runTo(3 * SECOND + DOWN - 1);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            node.runTo(3 * SECOND + DOWN);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-061+")
        void aResignationLeavesOnlyTheSkew() {
            Node node = Node.started(Router.v2());

            node.hearAt(SECOND, peer(0));

            node.runTo(SECOND + SKEW - 1);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            node.runTo(SECOND + SKEW);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        void shutdownGoesWithoutAWord() {
            Node node = Node.started(Router.v2());

            node.shutDownAt(SECOND);

            assertThat(node.adverts()).isEmpty();
        }
    }

    /** Section 6.4.3. */
    @Nested
    class Master_6_4_3 {
        private final Node node = Node.mastering(Router.v2(), DOWN);

        @Test
        void advertisesEveryInterval() {
            node.runTo(DOWN + 2 * SECOND);

            assertThat(node.advertTimes()).containsExactly(DOWN + SECOND, DOWN + 2 * SECOND);
        }

        @Test
        void yieldsToAHigherPriority() {
            node.hearAt(DOWN + 500, peer(101));

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            node.runTo(DOWN + 500 + DOWN);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-062+")
        void yieldsToAnEqualPriorityFromAHigherAddress() {
            node.hearAt(DOWN + 500, peer(100).from("192.0.2.251"));

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(node.snapshot().reason()).isEqualTo(TransitionReason.TIE_BREAK);
        }

        @Test
        @Tag("C-062-")
        void staysAgainstAnEqualPriorityFromALowerAddress() {
            node.hearAt(DOWN + 500, peer(100).from("192.0.2.11"));

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        /** RFC 3768 says to discard it; keepalived answers, and the answer is what ends a second master. */
        @Test
        void answersALowerAdvertAtOnce() {
            node.hearAt(DOWN + 500, peer(99));
            node.runTo(DOWN + SECOND);

            assertThat(node.advertTimes()).containsExactly(DOWN + 500, DOWN + SECOND);
        }

        @Test
        void answersAResignationAtOnceAndBeginsANewRhythm() {
            node.hearAt(DOWN + 500, peer(0));
            node.runTo(DOWN + SECOND + 500);

            assertThat(node.advertTimes()).containsExactly(DOWN + 500, DOWN + SECOND + 500);
        }

        @Test
        void shutdownResigns() {
            node.shutDownAt(DOWN + 500);

            assertThat(node.priorities()).containsExactly(0);
        }
    }

    private static Peer peer(int priority) {
        return Peer.v2(priority);
    }
}
