package dev.holdfast.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterState;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules that no RFC has and that operators of keepalived rely on: taking over, announcing, letting go. */
class PracticeMasterConformanceTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;

    /** Priority 100 at 1 s: three intervals, and 156/256 of one as skew. */
    private static final long DOWN = 3_609_375_000L;

    @Nested
    class TakingOver {
        @Test
        @Tag("C-066+")
        void aNewMasterAdvertisesAtItsOwnInterval() {
            Node node = Node.started(Router.v3());
            node.hearAt(SECOND, Peer.v3(200).every(300));
            long takeover = SECOND + 10_828_125_000L;

            node.runTo(takeover + 2 * SECOND);

            assertThat(node.advertTimes()).containsExactly(takeover, takeover + SECOND, takeover + 2 * SECOND);
            assertThat(Node.message(node.adverts().get(0)).u16(4)).isEqualTo(100);
        }

        @Test
        @Tag("C-066-")
        void aBackupReckonsWithTheLearnedOne() {
            Node node = Node.started(Router.v3());
            node.hearAt(SECOND, Peer.v3(200).every(300));

            node.runTo(SECOND + DOWN);

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }

        @Test
        @Tag("C-067+")
        void theAddressIsConfirmedThenAdvertisedThenAnnouncedThenTold() {
            Node node = Node.started(Router.v3());
            node.forget();

            node.runTo(DOWN);

            assertThat(node.orders()).containsExactly("InstallAddresses", "SendAdvertisement", "Announce", "Publish");
        }

        @Test
        @Tag("C-067-")
        void anAddressThatIsNotConfirmedIn200MillisecondsMakesAFault() {
            Node node = Node.started(Router.v3());
            node.leaveInstallsUnanswered();
            node.forget();

            node.runTo(DOWN + 200 * MILLI - 1);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(node.orders()).containsExactly("InstallAddresses");

            node.runTo(DOWN + 200 * MILLI);
            assertThat(node.state()).isEqualTo(RouterState.FAULT);
            assertThat(node.snapshot().faults()).containsExactly(FaultCause.ADDRESS_FAILED);
            assertThat(node.priorities()).doesNotContain(100);
            assertThat(node.orders()).contains("RemoveAddresses");
        }

        @Test
        @Tag("C-067-")
        void aBetterMasterHeardWhileTheKernelIsAskedStopsTheTakeover() {
            Node node = Node.started(Router.v3());
            node.leaveInstallsUnanswered();
            node.runTo(DOWN);
            node.forget();

            node.hearAt(DOWN + MILLI, Peer.v3(200));

            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
            assertThat(node.orders()).containsExactly("RemoveAddresses");
            node.runTo(DOWN + MILLI + DOWN - 1);
            assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        }
    }

    @Nested
    class LettingGo {
        private final Node node = Node.mastering(Router.v3(), DOWN);

        @Test
        @Tag("C-068+")
        void aLostInterfaceRemovesTheAddressThenResigns() {
            node.linkAt(DOWN + 500, false);

            assertThat(node.state()).isEqualTo(RouterState.FAULT);
            assertThat(node.orders()).containsExactly("RemoveAddresses", "SendAdvertisement", "Publish");
            assertThat(node.priorities()).containsExactly(0);
            assertThat(node.advertTimes()).containsExactly(DOWN + 500);
        }

        @Test
        @Tag("C-068-")
        void aBackupThatLosesItsInterfaceHasNothingToResignFrom() {
            Node backup = Node.started(Router.v3());
            backup.forget();

            backup.linkAt(SECOND, false);

            assertThat(backup.state()).isEqualTo(RouterState.FAULT);
            assertThat(backup.orders()).containsExactly("Publish");
        }

        @Test
        @Tag("C-068+")
        void aRenewalThatTheKernelRefusesResigns() {
            node.refuseInstalls();
            node.addressGoneAt(DOWN + 500, "192.0.2.100/24");

            assertThat(node.state()).isEqualTo(RouterState.FAULT);
            assertThat(node.priorities()).containsExactly(0);
        }

        @Test
        void anInterfaceThatComesBackStartsAFreshSilenceAtOurOwnInterval() {
            Node backup = Node.started(Router.v3());
            backup.hearAt(SECOND, Peer.v3(200).every(300));
            backup.linkAt(2 * SECOND, false);
            backup.linkAt(5 * SECOND, true);

            backup.runTo(5 * SECOND + DOWN - 1);
            assertThat(backup.state()).isEqualTo(RouterState.BACKUP);
            backup.runTo(5 * SECOND + DOWN);
            assertThat(backup.state()).isEqualTo(RouterState.MASTER);
        }

        @Test
        void aLowerPriorityIsAdvertisedAtOnce() {
            node.configAt(DOWN + 500, Router.v3().priority(50));

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.priorities()).containsExactly(50);
            assertThat(node.advertTimes()).containsExactly(DOWN + 500);
        }

        @Test
        void anAddressThatSomebodyTookIsBackAtOnceAndAnnouncedWithoutATransition() {
            node.addressGoneAt(DOWN + 500, "192.0.2.100/24");

            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            assertThat(node.orders()).containsExactly("InstallAddresses", "Announce", "Publish");
            assertThat(node.announced()).containsExactly(VirtualAddress.of("192.0.2.100/24", Router.ETH0));
        }
    }

    @Nested
    class Announcing {
        @Test
        @Tag("C-083-")
        @Tag("C-084+")
        @Tag("C-085+")
        void ipv4AddressesAreAnnouncedSixTimesEverRarer() {
            Node node = Node.started(Router.v3());

            node.runTo(DOWN + 60 * SECOND);

            assertThat(node.announcementTimes())
                    .containsExactly(
                            DOWN,
                            DOWN + 200 * MILLI,
                            DOWN + 500 * MILLI,
                            DOWN + 1000 * MILLI,
                            DOWN + 2000 * MILLI,
                            DOWN + 5000 * MILLI);
        }

        @Test
        @Tag("C-084-")
        @Tag("C-085-")
        void aMasterThatYieldedAnnouncesNoMore() {
            Node node = Node.mastering(Router.v3(), DOWN);

            node.hearAt(DOWN + 100 * MILLI, Peer.v3(200));
            node.runTo(DOWN + 3 * SECOND);

            assertThat(node.announcementTimes()).isEmpty();
        }

        @Test
        @Tag("C-087+")
        void anotherMasterHeardLongAfterTheTakeoverMakesAMasterAnnounceAgain() {
            Node node = Node.mastering(Router.v3(), DOWN);
            node.runTo(DOWN + 20 * SECOND);
            node.forget();

            node.hearAt(DOWN + 20 * SECOND + 500 * MILLI, Peer.v3(50));
            node.runTo(DOWN + 30 * SECOND);

            long healed = DOWN + 20 * SECOND + 500 * MILLI;
            assertThat(node.announcementTimes()).containsExactly(healed, healed + SECOND);
        }

        @Test
        @Tag("C-087-")
        void aMasterThatHearsManyAdvertsOfAnotherAnnouncesOnceInTenSeconds() {
            Node node = Node.mastering(Router.v3(), DOWN);
            node.runTo(DOWN + 20 * SECOND);
            node.forget();

            for (int i = 0; i < 90; i++) {
                node.hearAt(DOWN + 20 * SECOND + 1 + i * 100L * MILLI, Peer.v3(50));
            }

            long first = DOWN + 20 * SECOND + 1;
            assertThat(node.announcementTimes()).isEqualTo(List.of(first, first + SECOND));
        }

        /** The neighbours may have learned the other one after our last round; nobody else corrects them. */
        @Test
        @Tag("C-087+")
        void anotherMasterHeardSoonAfterTheTakeoverMakesAMasterAnnounceAgain() {
            Node node = Node.mastering(Router.v3(), DOWN);
            node.runTo(DOWN + 7 * SECOND);
            node.forget();

            node.hearAt(DOWN + 7 * SECOND + 500 * MILLI, Peer.v3(50));
            node.runTo(DOWN + 30 * SECOND);

            assertThat(node.announcementTimes()).isNotEmpty();
        }
    }
}
