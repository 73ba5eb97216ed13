package dev.holdfast.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The state machine, events of the election, each with its counter-case. VRRPv3, priority 100, 1 s: the skew is 0.609375 s, silence
 * of 3.609375 s makes a master.
 */
class ElectionEventsConformanceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long SKEW = 609_375_000L;
    private static final long DOWN = 3_609_375_000L;

    @Nested
    class Startup {
        @Test
        @Tag("C-100+")
        @Tag("C-101-")
        void anOwnerIsMasterAtOnceAndAnnouncesItself() {
            Node node = Node.started(Router.v3().priority(255));

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.priorities()).containsExactly(255);
            assertThat(node.announcementTimes()).containsExactly(0L);
        }

        @Test
        @Tag("C-100-")
        @Tag("C-101+")
        void priority254ListensForAFullSilenceAtItsOwnInterval() {
            Node node = Node.started(Router.v3().priority(254));

            // 3 s and a skew of 2/256 s.
            node.runTo(3_007_812_499L);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(node.adverts()).isEmpty();
            node.runTo(3_007_812_500L);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }
    }

    @Nested
    class Shutdown {
        @Test
        @Tag("C-102+")
        void aMasterLetsGoAndResigns() {
            Node node = Node.mastering(Router.v3(), DOWN);

            node.shutDownAt(DOWN + 500);

            assertThat(node.orders()).startsWith("RemoveAddresses", "SendAdvertisement");
            assertThat(node.priorities()).containsExactly(0);
        }

        @Test
        @Tag("C-102-")
        void aBackupSaysNothing() {
            Node node = Node.started(Router.v3());

            node.shutDownAt(SECOND);

            assertThat(node.adverts()).isEmpty();
        }
    }

    @Nested
    class Timers {
        @Test
        @Tag("C-103+")
        void aMasterAdvertisesWhenItsIntervalIsOver() {
            Node node = Node.mastering(Router.v3(), DOWN);

            node.runTo(DOWN + 3 * SECOND);

            assertThat(node.advertTimes()).containsExactly(DOWN + SECOND, DOWN + 2 * SECOND, DOWN + 3 * SECOND);
        }

        @Test
        @Tag("C-103-")
        void aBackupThatHearsItsMasterNeverAdvertises() {
            Node node = Node.started(Router.v3());

            for (int second = 1; second <= 10; second++) {
                node.hearAt(second * SECOND, Peer.v3(200));
            }

            assertThat(node.adverts()).isEmpty();
        }

        @Test
        @Tag("C-104+")
        void aBackupWhoseDeadlineComesIsMaster() {
            Node node = Node.started(Router.v3());

            node.runTo(DOWN);

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.snapshot().reason()).isEqualTo(TransitionReason.TIMEOUT);
        }

        @Test
        @Tag("C-104-")
        void aBackupIsNoMasterBeforeItsDeadline() {
            Node node = Node.started(Router.v3());

            node.wakeAt(DOWN - 1);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }
    }

    @Nested
    class HeardByABackup {
        private final Node node = Node.started(Router.v3());

        @Test
        @Tag("C-106+")
        void itsOwnPriorityStartsTheSilenceAnew() {
            node.hearAt(2 * SECOND, Peer.v3(100));

            node.runTo(2 * SECOND + DOWN - 1);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            node.runTo(2 * SECOND + DOWN);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-106+")
        void aLowerPriorityStartsTheSilenceAnewWithoutPreemption() {
            Node patient = Node.started(Router.v3().noPreempt());

            patient.hearAt(2 * SECOND, Peer.v3(50));

            patient.runTo(2 * SECOND + DOWN - 1);
            assertThat(patient.state()).isEqualTo(RouterState.BACKUP);
        }

        @Test
        @Tag("C-106-")
        void aLowerPriorityStartsNothingWithPreemption() {
            node.hearAt(2 * SECOND, Peer.v3(99));

            node.runTo(DOWN);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-110+")
        void itsOwnAddressStartsNothing() {
            node.hearAt(2 * SECOND, Peer.v3(200).from("192.0.2.12"));

            assertThat(node.discarded(DiscardReason.OWN_ADDRESS)).isEqualTo(1);
            node.runTo(DOWN);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-111+")
        void aDiscardedAdvertStartsNothing() {
            node.hearAt(2 * SECOND, Peer.v3(200).hopLimit(254));

            assertThat(node.discarded(DiscardReason.TTL)).isEqualTo(1);
            node.runTo(DOWN);
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        @Tag("C-110-")
        @Tag("C-111-")
        void theSameAdvertUnspoiledStartsTheSilenceAnew() {
            node.hearAt(2 * SECOND, Peer.v3(200));

            node.runTo(DOWN);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }
    }

    @Nested
    class HeardByAMaster {
        private final Node node = Node.mastering(Router.v3(), DOWN);

        @Test
        @Tag("C-105+")
        void aResignationIsAnsweredAtOnce() {
            node.hearAt(DOWN + 500, Peer.v3(0));

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.advertTimes()).containsExactly(DOWN + 500);
        }

        @Test
        @Tag("C-105-")
        void aBackupAnswersAResignationOnlyAfterTheSkew() {
            Node backup = Node.started(Router.v3());

            backup.hearAt(SECOND, Peer.v3(0));

            backup.runTo(SECOND + SKEW - 1);
            assertThat(backup.adverts()).isEmpty();
            backup.runTo(SECOND + SKEW);
            assertThat(backup.advertTimes()).containsExactly(SECOND + SKEW);
        }

        @Test
        @Tag("C-107+")
        void aHigherPriorityMakesABackupEvenWithoutPreemption() {
            Node patient = Node.mastering(Router.v3().noPreempt(), DOWN);

            patient.hearAt(DOWN + 500, Peer.v3(101));

            assertThat(patient.state()).isEqualTo(RouterState.BACKUP);
            assertThat(patient.orders()).startsWith("RemoveAddresses");
            assertThat(patient.adverts()).isEmpty();
        }

        @Test
        @Tag("C-107-")
        @Tag("C-109+")
        void aLowerPriorityIsAnsweredAtOnce() {
            node.hearAt(DOWN + 500, Peer.v3(99));

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.advertTimes()).containsExactly(DOWN + 500);
        }

        @Test
        @Tag("C-109+")
        void aLowerPriorityIsAnsweredAtOnceInVersion2Too() {
            Node older = Node.mastering(Router.v2(), DOWN);

            older.hearAt(DOWN + 500, Peer.v2(99));

            assertThat(older.advertTimes()).containsExactly(DOWN + 500);
        }

        @Test
        @Tag("C-108+")
        @Tag("C-109-")
        void itsOwnPriorityFromAHigherAddressMakesABackup() {
            node.hearAt(DOWN + 500, Peer.v3(100).from("192.0.2.13"));

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(node.adverts()).isEmpty();
        }

        @Test
        @Tag("C-108-")
        @Tag("C-109+")
        void itsOwnPriorityFromALowerAddressIsAnsweredAtOnce() {
            node.hearAt(DOWN + 500, Peer.v3(100).from("192.0.2.11"));

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.advertTimes()).containsExactly(DOWN + 500);
        }

        @Test
        @Tag("C-111+")
        void aDiscardedAdvertMakesNoBackup() {
            node.hearAt(DOWN + 500, Peer.v3(200).hopLimit(254));

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.adverts()).isEmpty();
        }
    }
}
