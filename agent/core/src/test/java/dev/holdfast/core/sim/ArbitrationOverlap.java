package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.MILLI;
import static dev.holdfast.core.sim.VirtualTime.SECOND;

import dev.holdfast.core.engine.ClaimPolicy;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.SplitBrainChanged;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.spi.SplitPhase;
import java.util.Arrays;

/**
 * A4, which is S12 under arbitration: while two hold the address, and one of them is a master that has settled and that the
 * other's kernel answers, an incident is open; where two can never hold it, none is, but of a master that was not run.
 */
final class ArbitrationOverlap {
    private final ArbitrationWorld world;
    private final long intervalNanos;
    private final boolean[] isMaster;
    private final boolean[] isOpen;
    private final long[] settledNanos;
    private final long[][] visibleNanos;

    ArbitrationOverlap(ArbitrationWorld world, int nodes, long intervalNanos) {
        this.world = world;
        this.intervalNanos = intervalNanos;
        isMaster = new boolean[nodes];
        isOpen = new boolean[nodes];
        settledNanos = new long[nodes];
        visibleNanos = new long[nodes][nodes];
        for (long[] beside : visibleNanos) {
            Arrays.fill(beside, -1);
        }
    }

    /** The agent of this node has just started, or is gone. */
    void forget(int node) {
        isMaster[node] = false;
        isOpen[node] = false;
    }

    void told(int node, AgentEvent event) {
        if (event instanceof StateChanged change) {
            isMaster[node] = change.to() == RouterState.MASTER;
            settledNanos[node] = world.time.nowNanos() + 4 * intervalNanos;
        } else if (event instanceof SplitBrainChanged change) {
            isOpen[node] = change.phase() != SplitPhase.RESOLVED;
            if (isOpen[node] && world.isExclusive() && change.incident().cause() != SplitCause.STALLED) {
                throw new Violation("A4", "two never hold the address, and a node says so: " + change);
            }
        }
    }

    /** After every event. */
    void check() {
        boolean overlaps = world.holders().size() > 1;
        for (ArbitrationNode node : world.nodes()) {
            for (ArbitrationNode other : world.nodes()) {
                boolean visible = overlaps && isVisible(node, other);
                long since = visibleNanos[node.index()][other.index()];
                visibleNanos[node.index()][other.index()] = !visible ? -1 : since < 0 ? world.time.nowNanos() : since;
                if (visible && since >= 0 && world.time.nowNanos() - since > patienceNanos() && noneIsOpen()) {
                    throw new Violation("A4", "node " + node.index() + " could see that two hold, and nobody says so");
                }
            }
        }
    }

    void checkAtRest() {
        if (!noneIsOpen()) {
            throw new Violation("A4", "an incident is open though all is well");
        }
    }

    private boolean isVisible(ArbitrationNode node, ArbitrationNode other) {
        return node != other
                && node.isAlive()
                && !node.isPaused()
                && isMaster[node.index()]
                && world.time.nowNanos() >= settledNanos[node.index()]
                && node.holds()
                && other.holds()
                && world.isLinked(node.index(), other.index());
    }

    /** It asks, reads the answer an advert later, asks again a second later, and reads that. Clocks differ a little. */
    private long patienceNanos() {
        return (ClaimPolicy.DEFAULT.askNanos() + SECOND + 4 * intervalNanos) * 102 / 100 + 20 * MILLI;
    }

    private boolean noneIsOpen() {
        for (boolean open : isOpen) {
            if (open) {
                return false;
            }
        }
        return true;
    }
}
