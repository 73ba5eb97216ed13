package dev.holdfast.core.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.PeerOddity;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.spi.SplitEvidence;
import dev.holdfast.core.spi.SplitPhase;
import dev.holdfast.core.spi.SplitVerdict;
import dev.holdfast.core.spi.TransitionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One router, interval 1 s, master-down interval 3.6 s. Times in milliseconds. */
class SplitWatchTest {
    private static final long MILLI = 1_000_000L;
    private static final IpAddress PEER = IpAddress.parse("192.0.2.11");
    private static final IpAddress THIRD = IpAddress.parse("192.0.2.13");

    private final SplitWatch watch = new SplitWatch(new AtomicLong()::incrementAndGet);
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void everySecond() {
        watch.configure(1000 * MILLI, 3600 * MILLI);
    }

    private void move(long at, RouterState to, TransitionReason reason) {
        watch.moved(at * MILLI, to, reason);
    }

    private void heard(long at, int relation) {
        heard(at, PEER, relation);
    }

    private void heard(long at, IpAddress from, int relation) {
        watch.heard(at * MILLI, from, relation, 1000 * MILLI, "advertises");
        look(at);
    }

    private void refused(long at, DiscardReason reason) {
        watch.refused(at * MILLI, PEER, reason, 1000 * MILLI, "refused");
        look(at);
    }

    private void look(long at) {
        watch.look(at * MILLI)
                .ifPresent(phase -> told.add(at + " " + phase.word() + " "
                        + (phase == SplitPhase.RESOLVED
                                ? ""
                                : watch.told().verdict().word() + " ")
                        + watch.told().cause().word()));
    }

    private SplitVerdict verdict() {
        return watch.status(0).verdict();
    }

    @Nested
    class MasterForLong {
        @BeforeEach
        void isMaster() {
            move(0, RouterState.MASTER, TransitionReason.TIMEOUT);
        }

        @Test
        void theFirstLowerAdvertIsASuspicionAndTheSecondAProof() {
            heard(100_000, -1);
            assertThat(watch.status(0).mastersSeen()).isEqualTo(2);
            heard(101_000, -1);
            heard(102_000, -1);

            assertThat(told).containsExactly("100000 opened suspected blocked", "101000 updated confirmed one_way");
            assertThat(watch.told().peers()).containsExactly(PEER);
            assertThat(watch.told().evidence()).extracting(SplitEvidence::count).containsExactly(3L);
        }

        @Test
        void silenceOfAMasterDownIntervalEndsIt() {
            heard(100_000, -1);
            heard(101_000, -1);

            look(104_599);
            assertThat(told).hasSize(2);
            look(104_600);

            assertThat(told.get(2)).isEqualTo("104600 resolved one_way");
            assertThat(verdict()).isEqualTo(SplitVerdict.NONE);
            assertThat(watch.status(104_600 * MILLI).mastersSeen()).isEqualTo(1);
            assertThat(watch.status(200_000 * MILLI).totalNanos()).isEqualTo(4600 * MILLI);
        }

        @Test
        void aResignationEndsItAtOnce() {
            heard(100_000, -1);
            watch.resigned(PEER);
            look(100_001);

            assertThat(told).containsExactly("100000 opened suspected blocked", "100001 resolved blocked");
        }

        @Test
        void afterAStallOfOurOwnItIsOurFault() {
            watch.late(99_900 * MILLI, 3000 * MILLI);
            heard(100_000, -1);

            assertThat(told).containsExactly("100000 opened suspected stalled");
            assertThat(watch.told().evidence())
                    .extracting(SplitEvidence::kind)
                    .containsExactly("lower_priority", "stalled");
        }

        @Test
        void equalPrioritiesThatGoOnAreNotDecided() {
            heard(100_000, 0);
            heard(101_000, 0);

            assertThat(told.get(1)).isEqualTo("101000 updated confirmed equal_priority");
        }

        @Test
        void inTheFirstMinuteOneAdvertIsNoNewsAndTwoAre() {
            heard(30_000, -1);
            assertThat(told).isEmpty();
            heard(31_000, -1);
            assertThat(told).containsExactly("31000 opened confirmed one_way");
        }

        @ParameterizedTest
        @CsvSource({
            "AUTH_TYPE, AUTH_MISMATCH",
            "AUTH_FAILURE, AUTH_MISMATCH",
            "AUTH_MISSING, AUTH_MISMATCH",
            "VERSION, VERSION_MISMATCH",
            "ADVERT_INTERVAL, ADVERT_INTERVAL_MISMATCH",
            "UNKNOWN_PEER, MODE_MISMATCH"
        })
        void refusedAdvertsNameTheirCause(DiscardReason reason, SplitCause cause) {
            refused(100_000, reason);
            assertThat(told).isEmpty();
            for (int second = 101; second <= 104; second++) {
                refused(second * 1000L, reason);
            }

            assertThat(told)
                    .containsExactly(
                            "101000 opened suspected " + cause.word(), "104000 updated confirmed " + cause.word());
        }

        @Test
        void aStrangerWithOtherAddressesIsNeverMoreThanSuspected() {
            for (int second = 100; second <= 130; second++) {
                refused(second * 1000L, DiscardReason.ADDRESS_LIST);
            }

            assertThat(told).containsExactly("101000 opened suspected address_list_mismatch");
        }

        @Test
        void damageNeedsAMasterDownInterval() {
            for (int second = 100; second <= 103; second++) {
                refused(second * 1000L, DiscardReason.TTL);
            }
            assertThat(told).isEmpty();
            refused(104_000, DiscardReason.TTL);

            assertThat(told).containsExactly("104000 opened suspected ttl");
        }

        @Test
        void damageInTheFirstMinuteIsNoNews() {
            for (int second = 10; second < 60; second++) {
                refused(second * 1000L, DiscardReason.CHECKSUM);
            }

            assertThat(told).isEmpty();
        }

        @Test
        void ourOwnAdvertsThrownBackAreNobody() {
            for (int second = 100; second <= 130; second++) {
                refused(second * 1000L, DiscardReason.OWN_ADDRESS);
            }

            assertThat(told).isEmpty();
        }

        @Test
        void advertsOfAnotherRouterAreNobody() {
            for (int second = 100; second <= 130; second++) {
                refused(second * 1000L, DiscardReason.UNKNOWN_VRID);
            }

            assertThat(told).isEmpty();
            assertThat(watch.status(0).mastersSeen()).isEqualTo(1);
        }

        @Test
        void whatIsOddAboutTheOtherOneIsTheCause() {
            for (int second = 100; second <= 101; second++) {
                watch.odd(second * 1000L * MILLI, PEER, PeerOddity.ADDRESS_LIST_DIFFERS, "peer has others");
                heard(second * 1000L, -1);
            }

            assertThat(told)
                    .containsExactly(
                            "100000 opened suspected address_list_mismatch",
                            "101000 updated confirmed address_list_mismatch");
        }

        @Test
        void aFloodOfSendersIsForgottenButForTheNewest() {
            for (int sender = 1; sender <= 100; sender++) {
                heard(100_000 + sender, IpAddress.parse("198.51.100." + sender), -1);
            }

            assertThat(watch.status(0).mastersSeen()).isEqualTo(1 + OtherMasters.MOST);
            assertThat(told).hasSize(1);
        }

        @Test
        void whoYieldsToABetterMasterHasNoSplit() {
            watch.heard(100_000 * MILLI, PEER, 1, 1000 * MILLI, "advertises");
            move(100_000, RouterState.BACKUP, TransitionReason.HIGHER_PRIORITY);
            look(100_000);
            heard(101_000, 1);

            assertThat(told).isEmpty();
            assertThat(watch.status(0).mastersSeen()).isEqualTo(1);
        }

        @Test
        void whoLetGoAfterAStallTellsOfTheOneThatTookOver() {
            watch.late(100_000 * MILLI, 8000 * MILLI);
            move(100_000, RouterState.BACKUP, TransitionReason.STALLED);
            heard(100_000, -1);
            assertThat(told).containsExactly("100000 opened suspected stalled");

            heard(101_000, -1);
            look(103_600);

            assertThat(told.get(1)).isEqualTo("103600 resolved stalled");
        }
    }

    @Nested
    class MasterSinceLately {
        @Test
        void theLastAdvertOfAPreemptedMasterIsNoNews() {
            move(0, RouterState.BACKUP, TransitionReason.STARTUP);
            heard(100_000, -1);
            move(100_500, RouterState.MASTER, TransitionReason.PREEMPTION);
            heard(100_501, -1);

            look(120_000);

            assertThat(told).isEmpty();
            assertThat(watch.status(0).mastersSeen()).isEqualTo(1);
        }

        @Test
        void whoGoesOnBesideUsForAMasterDownIntervalIsDeaf() {
            move(100_000, RouterState.MASTER, TransitionReason.PREEMPTION);
            heard(101_000, -1);
            heard(102_000, -1);
            heard(103_000, -1);
            assertThat(told).isEmpty();

            look(103_600);

            assertThat(told).containsExactly("103600 opened confirmed one_way");
        }

        @Test
        void whoTookOverWhileRefusingWaitsForOneMore() {
            move(0, RouterState.BACKUP, TransitionReason.STARTUP);
            refused(1000, DiscardReason.AUTH_FAILURE);
            refused(2000, DiscardReason.AUTH_FAILURE);
            refused(3000, DiscardReason.AUTH_FAILURE);
            assertThat(told).isEmpty();
            move(3600, RouterState.MASTER, TransitionReason.TIMEOUT);
            look(3600);
            assertThat(told).isEmpty();
            refused(4000, DiscardReason.AUTH_FAILURE);

            assertThat(told).containsExactly("4000 opened confirmed auth_mismatch");
            assertThat(watch.told().evidence())
                    .extracting(SplitEvidence::kind)
                    .containsExactly("authentication", "took_over");
            assertThat(watch.status(0).mastersSeen()).isEqualTo(2);
        }

        @Test
        void theSameSourceBeforeAndAfterIsAClone() {
            move(0, RouterState.BACKUP, TransitionReason.STARTUP);
            for (int second = 97; second < 100; second++) {
                refused(second * 1000L, DiscardReason.OWN_ADDRESS);
            }
            move(99_600, RouterState.MASTER, TransitionReason.TIMEOUT);
            for (int second = 100; second < 104; second++) {
                refused(second * 1000L, DiscardReason.OWN_ADDRESS);
            }

            look(103_200);

            assertThat(told).containsExactly("103200 opened suspected equal_priority");
        }
    }

    @Nested
    class Backup {
        @BeforeEach
        void listens() {
            move(0, RouterState.BACKUP, TransitionReason.STARTUP);
        }

        @Test
        void oneMasterIsNoSplit() {
            for (int second = 100; second < 200; second++) {
                heard(second * 1000L, PEER, 1);
            }

            assertThat(told).isEmpty();
            assertThat(watch.status(0).mastersSeen()).isEqualTo(1);
        }

        @Test
        void aHandoverBetweenOthersIsNoSplit() {
            heard(100_000, PEER, 1);
            heard(100_500, THIRD, 1);
            heard(100_501, PEER, 1);
            heard(101_500, THIRD, 1);
            heard(102_500, THIRD, 1);

            assertThat(told).isEmpty();
            assertThat(watch.status(0).mastersSeen()).isEqualTo(2);
            heard(104_200, THIRD, 1);
            assertThat(watch.status(0).mastersSeen()).isEqualTo(1);
        }

        @Test
        void whoHasBeenReplacedDoesNotCount() {
            heard(100_000, PEER, 1);
            heard(100_500, THIRD, 1);

            assertThat(watch.status(0).mastersSeen()).isEqualTo(1);
        }

        @Test
        void twoMastersSideBySideForAMasterDownIntervalAreASplit() {
            for (int second = 100; second < 106; second++) {
                heard(second * 1000L, PEER, 1);
                heard(second * 1000L + 500, THIRD, 1);
            }

            assertThat(told).containsExactly("105000 opened confirmed one_way");
            assertThat(watch.told().peers()).containsExactlyInAnyOrder(PEER, THIRD);
        }

        @Test
        void refusedAdvertsAloneAreNoSplitYet() {
            for (int second = 100; second < 106; second++) {
                refused(second * 1000L, DiscardReason.AUTH_FAILURE);
            }

            assertThat(told).isEmpty();
            assertThat(watch.status(0).mastersSeen()).isEqualTo(1);
        }
    }
}
