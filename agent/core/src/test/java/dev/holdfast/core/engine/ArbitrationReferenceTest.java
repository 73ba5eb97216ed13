package dev.holdfast.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.arbitrate.ArbitrationConfig;
import dev.holdfast.core.arbitrate.ReferenceConfig;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.ArbitrationVerdict;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
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
        return ArbitrationTest.node(
                new ArbitrationConfig(Optional.of(reference), Optional.empty()),
                new TrackerConfig(id, 2, 2, false, "ping 192.0.2.1"));
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
}
