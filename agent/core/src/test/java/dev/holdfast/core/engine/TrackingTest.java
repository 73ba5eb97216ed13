package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.OneNode.DOWN;
import static dev.holdfast.core.engine.OneNode.ETH0;
import static dev.holdfast.core.engine.OneNode.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.Priority;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.spi.Adjustment;
import dev.holdfast.core.spi.CheckSnapshot;
import dev.holdfast.core.spi.CheckSnapshot.Verdict;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.track.Tracked;
import dev.holdfast.core.track.TrackerConfig;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import dev.holdfast.core.track.TrackerResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is tracked moves the priority, or makes a FAULT: keepalived's section on trackers, on one node. */
class TrackingTest {
    private static final TrackerId NGINX = new TrackerId(TrackerKind.SCRIPT, "chk_nginx");
    private static final TrackerId ETH1 = new TrackerId(TrackerKind.INTERFACE, "eth1");

    private static OneNode tracking(TrackerId tracker, int weight) {
        return new OneNode(config(tracker, weight, "/bin/true"));
    }

    private static EngineConfig config(TrackerId tracker, int weight, String definition) {
        return new EngineConfig(
                "lb02",
                List.of(OneNode.router()
                        .tracked(List.of(new Tracked(tracker, weight, false)))
                        .build()),
                List.of(new TrackerConfig(NGINX, 1, 1, false, definition)),
                List.of());
    }

    private static void result(OneNode node, long now, TrackerResult result) {
        node.engine.onWake(now);
        node.engine.onTrackerResult(now, NGINX, result, 0);
        node.finish(now);
    }

    /** Links come, the first result comes, and the election begins. */
    private static void begin(OneNode node) {
        linksCome(node);
        result(node, 0, TrackerResult.passed(""));
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        node.done.clear();
    }

    private static void linksCome(OneNode node) {
        node.engine.onWake(0);
        node.engine.onLinkResync(0);
        node.engine.onLink(0, new Link(ETH0, true, 1500));
        node.engine.onAddress(0, ETH0, dev.holdfast.core.net.IpPrefix.parse("192.0.2.12/24"), false);
        node.engine.onLinksSynchronised(0);
        node.finish(0);
    }

    @Test
    void theElectionWaitsForTheFirstResult() {
        OneNode node = tracking(NGINX, -20);

        linksCome(node);
        node.turn(5 * SECOND);
        assertThat(node.state()).isEqualTo(RouterState.INIT);

        result(node, 6 * SECOND, TrackerResult.failed("exit 1"));
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        assertThat(node.snapshot().effectivePriority()).isEqualTo(new Priority(80));
    }

    @Test
    void aMasterTellsOfItsLowerPriorityAtOnce() {
        OneNode node = tracking(NGINX, -20);
        begin(node);
        node.turn(DOWN);
        node.done.clear();

        result(node, DOWN + SECOND / 8, TrackerResult.failed("exit 1"));

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(node.kinds()).containsExactly("Publish", "Publish", "SendAdvertisement");
        assertThat(((Action.SendAdvertisement) node.done.get(2)).priority()).isEqualTo(new Priority(80));
    }

    @Test
    void aFailureOfWeightZeroIsAFaultThatEndsWithASuccess() {
        OneNode node = tracking(NGINX, 0);
        begin(node);
        node.turn(DOWN);
        node.done.clear();

        result(node, DOWN + 5, TrackerResult.failed("exit 1"));

        assertThat(node.state()).isEqualTo(RouterState.FAULT);
        assertThat(node.snapshot().faults()).containsExactly(FaultCause.TRACKER);
        assertThat(node.snapshot().reason()).isEqualTo(TransitionReason.TRACKER);
        assertThat(node.kinds()).contains("RemoveAddresses", "SendAdvertisement");

        result(node, DOWN + 9, TrackerResult.passed(""));
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
    }

    @Test
    void aTrackedInterfaceCountsFromTheStart() {
        OneNode node = tracking(ETH1, -30);
        linksCome(node);
        assertThat(node.snapshot().effectivePriority()).isEqualTo(new Priority(70));

        node.engine.onWake(1);
        node.engine.onLink(1, new Link(new dev.holdfast.core.net.InterfaceName("eth1"), true, 1500));
        node.finish(1);

        assertThat(node.snapshot().effectivePriority()).isEqualTo(new Priority(100));
    }

    @Test
    void aReloadKeepsTheReadingUnlessTheDefinitionChanged() {
        OneNode node = tracking(NGINX, 0);
        begin(node);
        result(node, 1, TrackerResult.failed("exit 1"));
        assertThat(node.state()).isEqualTo(RouterState.FAULT);

        node.engine.onConfig(2, config(NGINX, -20, "/bin/true"));
        node.finish(2);
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
        assertThat(node.snapshot().effectivePriority()).isEqualTo(new Priority(80));

        node.engine.onConfig(3, config(NGINX, -20, "/bin/false"));
        node.finish(3);
        assertThat(node.snapshot().influences().get(0).isPending()).isTrue();
    }

    @Test
    void aResultOfATrackerThatIsGoneIsIgnored() {
        OneNode node = tracking(NGINX, -20);
        begin(node);

        node.engine.onTrackerResult(1, new TrackerId(TrackerKind.CHECK, "gone"), TrackerResult.failed(""), 0);
        node.finish(1);

        assertThat(node.snapshot().effectivePriority()).isEqualTo(new Priority(100));
    }

    @Test
    void whatIsLookedAtAndWhatItIsWorthAreShown() {
        OneNode node = tracking(NGINX, -20);
        linksCome(node);
        assertThat(node.engine.snapshot(0).checks())
                .containsExactly(new CheckSnapshot("script", "chk_nginx", Verdict.UNKNOWN, 0, "", 0));

        node.engine.onTrackerResult(1, NGINX, TrackerResult.failed("exit status 1"), 7_000_000);

        assertThat(node.engine.snapshot(1).checks())
                .containsExactly(new CheckSnapshot("script", "chk_nginx", Verdict.BAD, 0, "exit status 1", 7_000_000));
        assertThat(node.snapshot().adjustments()).containsExactly(new Adjustment("script", "chk_nginx", -20));
    }

    @Test
    void whatHasNoWeightAdjustsNothing() {
        OneNode node = tracking(NGINX, 0);
        linksCome(node);

        assertThat(node.snapshot().adjustments()).isEmpty();
    }
}
