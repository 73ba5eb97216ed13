package dev.holdfast.core.engine;

import static dev.holdfast.core.engine.Director.A;
import static dev.holdfast.core.engine.Director.B;
import static dev.holdfast.core.engine.Director.real;
import static dev.holdfast.core.engine.OneNode.DOWN;
import static dev.holdfast.core.engine.OneNode.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.lvs.Quorum;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.track.Tracked;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import dev.holdfast.core.track.TrackerResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A director whose real servers are gone hands its address to one that may have some: the quorum as a tracker. */
class TrackedVirtualServerTest {
    private static OneNode tracking(int weight, boolean reverse) {
        TrackerId web = new TrackerId(TrackerKind.VIRTUAL_SERVER, "web");
        Tracked quorum = new Tracked(web, weight, reverse);
        EngineConfig config = new EngineConfig(
                        "lb02",
                        List.of(OneNode.router().tracked(List.of(quorum)).build()))
                .balancing(List.of(Director.web(Optional.empty(), Quorum.ONE, real(A), real(B))));
        OneNode node = new OneNode(config);
        node.bringUpWith(0);
        node.turn(DOWN);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        return node;
    }

    private static void look(OneNode node, long now, AddressPort at, TrackerResult result) {
        node.engine.onWake(now);
        node.engine.onTrackerResult(now, Director.checkOf(at), result, 0);
        node.finish(now);
    }

    private static void fails(OneNode node, long now, AddressPort at) {
        look(node, now, at, TrackerResult.failed("refused"));
    }

    @Test
    void aLostQuorumOfWeightZeroIsAFaultUntilItIsGained() {
        OneNode node = tracking(0, false);

        fails(node, DOWN + 1, A);
        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        fails(node, DOWN + 2, B);
        assertThat(node.state()).isEqualTo(RouterState.FAULT);
        assertThat(node.snapshot().faults()).containsExactly(FaultCause.TRACKER);

        look(node, DOWN + SECOND, B, TrackerResult.passed(""));
        assertThat(node.state()).isEqualTo(RouterState.BACKUP);
    }

    @Test
    void aLostQuorumOfANegativeWeightLowersThePriority() {
        OneNode node = tracking(-20, false);

        fails(node, DOWN + 1, A);
        assertThat(node.snapshot().effectivePriority()).isEqualTo(new Priority(100));
        fails(node, DOWN + 2, B);

        assertThat(node.state()).isEqualTo(RouterState.MASTER);
        assertThat(node.snapshot().effectivePriority()).isEqualTo(new Priority(80));
    }

    @Test
    void aQuorumOfAPositiveWeightRaisesThePriority() {
        OneNode node = tracking(20, false);
        assertThat(node.snapshot().effectivePriority()).isEqualTo(new Priority(120));

        fails(node, DOWN + 1, A);
        fails(node, DOWN + 2, B);

        assertThat(node.snapshot().effectivePriority()).isEqualTo(new Priority(100));
    }

    @Test
    void aReloadThatTakesTheLastServersAwayIsSeen() {
        OneNode node = tracking(0, false);
        fails(node, DOWN + 1, A);
        EngineConfig changed = new EngineConfig(
                        "lb02",
                        List.of(OneNode.router()
                                .tracked(List.of(
                                        new Tracked(new TrackerId(TrackerKind.VIRTUAL_SERVER, "web"), 0, false)))
                                .build()))
                .balancing(List.of(Director.web(Optional.empty(), Quorum.ONE, real(A))));

        node.engine.onWake(DOWN + 2);
        node.engine.onConfig(DOWN + 2, changed);
        node.finish(DOWN + 2);

        assertThat(node.state()).isEqualTo(RouterState.FAULT);
    }
}
