package dev.holdfast.core.split;

import static dev.holdfast.core.split.Peers.AGENT;
import static dev.holdfast.core.split.Peers.SECOND;
import static dev.holdfast.core.split.Peers.VIP;
import static dev.holdfast.core.split.Peers.plain;
import static dev.holdfast.core.split.Peers.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.Comparison;
import dev.holdfast.core.spi.PeerRouter;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitEvidence;
import dev.holdfast.core.spi.SplitPhase;
import dev.holdfast.core.spi.TransitionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A router of priority 100 whose peer is asked. Interval 1 s, master-down interval 3.6 s. Times in milliseconds. */
class PeerProofTest {
    private static final long MILLI = 1_000_000L;
    private static final IpAddress ON_THE_WIRE = IpAddress.parse("192.0.2.2");
    private static final Comparison OTHER_LIST =
            Peers.settings(51, 2, SECOND, List.of(IpAddress.parse("192.0.2.200")), "multicast", "none", "");

    private final SplitWatch watch = new SplitWatch(new AtomicLong()::incrementAndGet);
    private final List<String> told = new ArrayList<>();
    private Comparison theirs = plain();
    private int theirPriority = 90;

    @BeforeEach
    void isMasterForLong() {
        watch.configure(1000 * MILLI, 3600 * MILLI);
        watch.moved(0, RouterState.MASTER, TransitionReason.TIMEOUT);
    }

    /** Our counters and theirs: adverts sent and accepted. */
    private void answer(long at, RouterState state, long sent, long heard, long sentThere, long heardThere) {
        PeerReports said = new PeerReports(List.of(report(theirs, state, theirPriority, sentThere, heardThere)));
        PeerAnswer answer = PeerAnswer.of("lb02", at * MILLI, Optional.of(AGENT), said);
        watch.answered(
                        (at + 5) * MILLI,
                        answer,
                        said,
                        new SplitWatch.Self("VI_1", 100, "192.0.2.0/24", plain(), sent, heard))
                .ifPresent(news -> told.add(at + " " + news.notice().word() + " " + news.detail()));
        look(at + 5);
    }

    private void isMasterToo(long at, long sent, long heard, long sentThere, long heardThere) {
        answer(at, RouterState.MASTER, sent, heard, sentThere, heardThere);
    }

    private void look(long at) {
        watch.look(at * MILLI)
                .ifPresent(phase -> told.add(at + " " + phase.word() + " "
                        + (phase == SplitPhase.RESOLVED
                                ? ""
                                : watch.told().verdict().word() + " ")
                        + watch.told().cause().word()));
    }

    @Test
    void twoThatBothGoOnForAnIntervalAreTwoMasters() {
        isMasterToo(100_000, 10, 0, 1, 5);
        assertThat(told).isEmpty();
        isMasterToo(101_000, 11, 0, 2, 5);

        assertThat(told).containsExactly("101005 opened confirmed blocked");
        assertThat(watch.told().peers()).containsExactly(AGENT);
        assertThat(watch.told().evidence())
                .extracting(SplitEvidence::kind, SplitEvidence::count, SplitEvidence::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("peer_report", 2L, "lb02 says that it is master of VI_1"));
    }

    @Test
    void quickQuestionsAreNoProofBeforeEachHasAdvertisedAgain() {
        for (int i = 0; i < 5; i++) {
            isMasterToo(100_000 + i * 200, 10, 0, 1, 0);
        }
        isMasterToo(101_000, 11, 0, 1, 0);
        assertThat(told).isEmpty();

        isMasterToo(101_200, 11, 0, 2, 0);
        assertThat(told).containsExactly("101205 opened confirmed blocked");
    }

    @Test
    void thePeersSlowerIntervalIsWaitedFor() {
        theirs = Peers.settings(51, 3, 3 * SECOND, List.of(VIP), "multicast", "none", "");
        isMasterToo(100_000, 10, 0, 1, 0);
        isMasterToo(102_000, 12, 0, 2, 0);
        assertThat(told).noneMatch(line -> line.contains("opened"));

        isMasterToo(103_000, 13, 0, 2, 0);
        assertThat(told.get(told.size() - 1)).isEqualTo("103005 opened confirmed advert_interval_mismatch");
    }

    @Test
    void anAnswerToAQuestionOfBeforeOurOwnTransitionProvesNothing() {
        watch.moved(100_001 * MILLI, RouterState.MASTER, TransitionReason.TIMEOUT);
        isMasterToo(100_000, 10, 0, 1, 0);
        isMasterToo(101_000, 11, 0, 2, 0);
        assertThat(told).isEmpty();

        isMasterToo(102_000, 12, 0, 3, 0);
        assertThat(told).containsExactly("102005 opened confirmed blocked");
    }

    @Test
    void whatWasSaidBeforeOurOwnTransitionProvesNothing() {
        isMasterToo(100_000, 10, 0, 1, 0);
        watch.moved(100_300 * MILLI, RouterState.BACKUP, TransitionReason.HIGHER_PRIORITY);
        watch.moved(100_600 * MILLI, RouterState.MASTER, TransitionReason.TIMEOUT);
        isMasterToo(101_000, 11, 0, 2, 0);

        assertThat(told).isEmpty();
    }

    @Test
    void aPreemptionThatIsSeenOnceIsNone() {
        isMasterToo(100_000, 10, 0, 1, 0);
        answer(101_000, RouterState.BACKUP, 11, 1, 1, 1);
        isMasterToo(102_000, 12, 1, 2, 1);

        assertThat(told).isEmpty();
    }

    @Test
    void aBackupIsNoSecondMaster() {
        watch.moved(50_000 * MILLI, RouterState.BACKUP, TransitionReason.HIGHER_PRIORITY);
        isMasterToo(100_000, 10, 5, 1, 0);
        isMasterToo(101_000, 11, 6, 2, 0);

        assertThat(told).isEmpty();
    }

    @Test
    void whoYieldsEndsIt() {
        isMasterToo(100_000, 10, 0, 1, 0);
        isMasterToo(101_000, 11, 0, 2, 0);
        answer(102_000, RouterState.BACKUP, 12, 0, 3, 1);

        assertThat(told).endsWith("102005 resolved blocked");
    }

    @Test
    void silenceOfThePeerEndsItToo() {
        isMasterToo(100_000, 10, 0, 1, 0);
        isMasterToo(101_000, 11, 0, 2, 0);
        watch.lost("lb02");
        look(105_000);

        assertThat(told).endsWith("105000 resolved blocked");
        assertThat(watch.status(0).peers()).isEmpty();
    }

    @Test
    void whereOneHearsTheOtherTheWayBackIsCut() {
        isMasterToo(100_000, 10, 0, 1, 5);
        isMasterToo(101_000, 11, 0, 2, 6);

        assertThat(told).containsExactly("101005 opened confirmed one_way");
    }

    @Test
    void whoHearEachOtherAndDoNotYieldAreEqual() {
        theirPriority = 100;
        isMasterToo(100_000, 10, 5, 1, 5);
        isMasterToo(101_000, 11, 6, 2, 6);

        assertThat(told).containsExactly("101005 opened confirmed equal_priority");
    }

    @Test
    void aDifferenceThatDeafensIsTheCause() {
        theirs = Peers.settings(51, 2, SECOND, List.of(VIP), "multicast", "pass", "aaaa");
        isMasterToo(100_000, 10, 0, 1, 0);
        isMasterToo(101_000, 11, 0, 2, 0);

        assertThat(told)
                .containsExactly(
                        "101000 config_mismatch lb02: the authentication: none here, pass there",
                        "101005 opened confirmed auth_mismatch");
    }

    @Test
    void ourAddressUnderAnotherIdIsAVridMismatch() {
        theirs = Peers.settings(52, 2, SECOND, List.of(VIP), "multicast", "none", "");
        isMasterToo(100_000, 10, 0, 1, 0);
        isMasterToo(101_000, 11, 0, 2, 0);

        assertThat(told).endsWith("101005 opened confirmed vrid_mismatch");
    }

    @Test
    void whoHasNoneOfOurAddressesIsNeverMoreThanSuspected() {
        theirs = OTHER_LIST;
        isMasterToo(100_000, 10, 0, 1, 0);
        isMasterToo(101_000, 11, 0, 2, 0);
        isMasterToo(110_000, 20, 0, 12, 0);

        assertThat(told).endsWith("101005 opened suspected address_list_mismatch");
    }

    @Test
    void whatIsHeardAndWhatIsSaidIsOneOtherMaster() {
        isMasterToo(100_000, 10, 0, 1, 0);
        watch.heard(100_500 * MILLI, ON_THE_WIRE, -1, 1000 * MILLI, "advertises");
        isMasterToo(101_000, 11, 1, 2, 0);

        assertThat(told).containsExactly("101005 opened confirmed one_way");
        assertThat(watch.told().peers()).containsExactly(ON_THE_WIRE);
    }

    @Test
    void ourOwnStallGoesBeforeTheCounters() {
        watch.late(99_900 * MILLI, 3000 * MILLI);
        isMasterToo(100_000, 10, 0, 1, 0);
        isMasterToo(101_000, 11, 0, 2, 0);

        assertThat(told).containsExactly("101005 opened confirmed stalled");
    }

    @Test
    void aMismatchIsToldBeforeAnyFailureAndWhenItIsGone() {
        theirs = OTHER_LIST;
        answer(100_000, RouterState.BACKUP, 10, 0, 0, 0);
        assertThat(told).isEmpty();
        answer(101_000, RouterState.BACKUP, 11, 0, 0, 0);
        answer(102_000, RouterState.BACKUP, 12, 0, 0, 0);
        assertThat(told)
                .containsExactly("101000 config_mismatch lb02: the virtual addresses: only here 192.0.2.100,"
                        + " only there 192.0.2.200");
        assertThat(watch.status(0).peers())
                .singleElement()
                .satisfies(peer -> assertThat(peer.differences()).hasSize(1))
                .extracting(PeerRouter::state)
                .isEqualTo(RouterState.BACKUP);

        theirs = plain();
        answer(110_000, RouterState.BACKUP, 20, 0, 0, 0);
        answer(111_000, RouterState.BACKUP, 21, 0, 0, 0);
        assertThat(told).endsWith("111000 config_matches lb02").hasSize(2);
    }

    @Test
    void aNodeThatIsReloadedJustNowIsComparedOnceItIsDone() {
        theirs = OTHER_LIST;
        answer(100_000, RouterState.BACKUP, 10, 0, 0, 0);
        theirs = plain();
        answer(101_000, RouterState.BACKUP, 11, 0, 0, 0);
        answer(102_000, RouterState.BACKUP, 12, 0, 0, 0);

        assertThat(told).isEmpty();
    }

    @Test
    void settingsThatFlutterAreToldOfAtALimitedRate() {
        for (int second = 100; second < 120; second++) {
            theirs = second / 2 % 2 == 0 ? plain() : OTHER_LIST;
            answer(second * 1000L, RouterState.BACKUP, second, 0, 0, 0);
        }

        assertThat(told).hasSizeBetween(2, 4);
    }

    @Test
    void aPeerThatIsAskedNoMoreIsForgotten() {
        isMasterToo(100_000, 10, 0, 1, 0);
        isMasterToo(101_000, 11, 0, 2, 0);

        watch.keepPeers(List.of());
        look(102_000);

        assertThat(told).endsWith("102000 resolved blocked");
    }
}
