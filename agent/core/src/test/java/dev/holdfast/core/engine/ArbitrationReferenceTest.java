package dev.holdfast.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.arbitrate.ArbitrationConfig;
import dev.holdfast.core.arbitrate.ReferenceConfig;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.ArbitrationVerdict;
import dev.holdfast.core.spi.Comparison;
import dev.holdfast.core.spi.PeerFailure;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.split.PeerAnswer;
import dev.holdfast.core.split.PeerReport;
import dev.holdfast.core.split.PeerReports;
import dev.holdfast.core.track.TrackerConfig;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import dev.holdfast.core.track.TrackerResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One node, priority 100, under arbitration by a gateway: silence of 3.609375 s would make it master, if that lets it. */
class ArbitrationReferenceTest {
    private static final long SECOND = OneNode.SECOND;
    private static final long MILLI = SECOND / 1000;
    private static final long DOWN = OneNode.DOWN;

    private final IpAddress gateway = IpAddress.parse("192.0.2.1");
    private final TrackerId id = new TrackerId(TrackerKind.REFERENCE, "192.0.2.1");

    private OneNode node(boolean masterKeeps) {
        ReferenceConfig reference = new ReferenceConfig(List.of(gateway), false, masterKeeps);
        SplitBrainConfig measures = new SplitBrainConfig(
                SplitBrainConfig.DEFAULT.resolution(),
                new AskedPeers(List.of("lb02")),
                new ArbitrationConfig(Optional.of(reference), Optional.empty()),
                ClaimPolicy.DEFAULT);
        return ArbitrationTest.node(measures, new TrackerConfig(id, 2, 2, false, "ping 192.0.2.1"));
    }

    private void looked(OneNode node, long now, boolean answered) {
        node.engine.onWake(now);
        TrackerResult result = answered ? TrackerResult.passed("") : TrackerResult.timedOut("no answer");
        node.engine.onTrackerResult(now, id, result, MILLI);
        node.finish(now);
    }

    @Test
    void takesOverInTimeWhileTheReferenceAnswers() {
        OneNode node = node(false);
        looked(node, 0, true);

        node.turn(DOWN);

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
    }

    @Test
    void takesNothingOverWithoutTheReferenceAndSaysSo() {
        OneNode node = node(false);
        looked(node, 0, false);

        node.turn(DOWN);
        looked(node, DOWN + SECOND, false);

        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        assertThat(ArbitrationTest.notices(node))
                .containsExactly(
                        "ARBITER_UNREACHABLE reference: 192.0.2.1 not reachable",
                        "ARBITRATION_REFUSED reference: 192.0.2.1 not reachable");
        assertThat(node.engine.nextDeadlineNanos()).isEqualTo(Engine.NEVER);
    }

    @Test
    void takesOverTheMomentTheReferenceIsBack() {
        OneNode node = node(false);
        looked(node, 0, false);
        node.turn(DOWN);

        looked(node, 2 * DOWN, true);
        looked(node, 2 * DOWN + SECOND / 2, true);

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(node.snapshot().sinceNanos()).isEqualTo(2 * DOWN + SECOND / 2);
    }

    @Test
    void takesNothingOverInDoubt() {
        OneNode node = node(false);
        looked(node, 0, true);
        looked(node, DOWN - MILLI, false);

        node.turn(DOWN);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        looked(node, DOWN + SECOND / 2, true);

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
    }

    @Test
    void waitsForTheFirstLook() {
        OneNode node = node(false);

        node.turn(DOWN);

        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        assertThat(node.snapshot().splitBrain().arbitration().get(0).verdict()).isEqualTo(ArbitrationVerdict.PENDING);
    }

    @Test
    void aMasterThatLosesItLetsGoBeforeItSaysSo() {
        OneNode node = node(false);
        looked(node, 0, true);
        node.turn(DOWN);
        node.done.clear();

        looked(node, DOWN + SECOND / 2, false);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        looked(node, DOWN + SECOND, false);

        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        assertThat(ArbitrationTest.change(node).orElseThrow().reason()).isEqualTo(TransitionReason.ARBITRATION);
        assertThat(node.kinds().indexOf("RemoveAddresses"))
                .isBetween(0, node.kinds().lastIndexOf("SendAdvertisement") - 1);
        assertThat(ArbitrationTest.notices(node)).contains("ARBITRATION_LOST reference: 192.0.2.1 not reachable");
    }

    @Test
    void aMasterThatIsToKeepKeeps() {
        OneNode node = node(true);
        looked(node, 0, true);
        node.turn(DOWN);

        looked(node, DOWN + SECOND / 2, false);
        looked(node, DOWN + SECOND, false);

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
    }

    /** A master that has lost the reference, and has a peer that was asked just before. */
    private OneNode lostBeside(RouterState peer) {
        OneNode node = node(false);
        looked(node, 0, true);
        node.turn(DOWN);
        says(node, DOWN + MILLI, Optional.of(peer));
        looked(node, DOWN + SECOND / 2, false);
        looked(node, DOWN + SECOND, false);
        return node;
    }

    private void says(OneNode node, long now, Optional<RouterState> state) {
        Comparison same = node.snapshot().splitBrain().comparison().orElseThrow();
        List<PeerReport> reports = state.map(known -> new PeerReport("VI_1", same, "", known, 90, 0, 0, false)).stream()
                .toList();
        tell(node, now, PeerAnswer.of("lb02", now, Optional.empty(), new PeerReports(reports)));
    }

    private static void tell(OneNode node, long now, PeerAnswer answer) {
        node.engine.onWake(now);
        node.engine.splitInputs().onPeerAnswer(now, answer);
        node.finish(now);
    }

    @Test
    void aMasterWhosePeerAnswersKeepsUntilItAnswersNoMore() {
        OneNode node = lostBeside(RouterState.BACKUP);

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(node.snapshot().splitBrain().arbitration().get(0).detail())
                .isEqualTo("192.0.2.1 not reachable, the peers answer and are not master");

        for (int second = 2; second < 5; second++) {
            assertThat(node.state()).isEqualTo(RouterState.MASTER);
            long now = DOWN + second * SECOND;
            tell(node, now, PeerAnswer.failed("lb02", now, PeerFailure.CONNECT, "Connection refused"));
        }
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
    }

    @Test
    void aMasterLetsGoWhenAPeerSaysThatItIsMasterToo() {
        OneNode node = lostBeside(RouterState.BACKUP);

        says(node, DOWN + 2 * SECOND, Optional.of(RouterState.MASTER));

        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
    }

    @Test
    void aPeerThatDoesNotHaveTheRouterIsNoSignOfLife() {
        OneNode node = lostBeside(RouterState.BACKUP);

        says(node, DOWN + 2 * SECOND, Optional.empty());

        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
    }

    @Test
    void aPeerThatAnswersLetsNobodyTakeOverWithoutTheReference() {
        OneNode node = node(false);
        looked(node, 0, false);
        says(node, MILLI, Optional.of(RouterState.BACKUP));

        node.turn(DOWN);

        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
    }
}
