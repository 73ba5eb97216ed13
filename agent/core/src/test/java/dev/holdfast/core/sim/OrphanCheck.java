package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.MILLI;

import dev.holdfast.core.engine.Action;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.RouterState;
import java.util.Arrays;

/** S5: an agent that is not master holds no virtual address for longer than a turn, lets go before it resigns, and
 * leaves none after a clean stop. */
final class OrphanCheck implements Observer {
    private static final long NEVER = Long.MAX_VALUE;

    /** A turn or two: what is found in one is swept in the next. */
    private static final long GRACE_NANOS = 10 * MILLI;

    private final World world;
    private final long[] sinceNanos;
    private final boolean[] changed;
    private final boolean[] steppedDown;
    private final boolean[] resigned;

    OrphanCheck(World world) {
        this.world = world;
        sinceNanos = new long[world.topology().nodes()];
        changed = new boolean[world.topology().nodes()];
        steppedDown = new boolean[world.topology().nodes()];
        resigned = new boolean[world.topology().nodes()];
        Arrays.fill(sinceNanos, NEVER);
    }

    @Override
    public void onAddress(SimNode node, VirtualAddress address, boolean present) {
        changed[node.index()] = true;
    }

    @Override
    public void onWake(SimNode node, long lateNanos) {
        steppedDown[node.index()] = false;
        resigned[node.index()] = false;
    }

    @Override
    public void onAction(SimNode node, Action action) {
        if (action instanceof Action.SendAdvertisement send && send.priority().isResignation()) {
            resigned[node.index()] = true;
            if (node.kernel()
                    .holds(world.addresses(world.routerOf(send.router())).get(0))) {
                throw new Violation("S5", node.name() + " resigns and still holds its address");
            }
        }
    }

    @Override
    public void onEvent(SimNode node, AgentEvent event) {
        if (event instanceof StateChanged change && change.from() == RouterState.MASTER) {
            steppedDown[node.index()] = true;
            if (change.to() == RouterState.STOPPED && node.kernel().isUsable() && !resigned[node.index()]) {
                throw new Violation("S4", node.name() + " stops without a word");
            }
        }
    }

    @Override
    public void onTurnEnd(SimNode node) {
        changed[node.index()] = true;
        if (steppedDown[node.index()] && hasOrphan(node)) {
            throw new Violation(
                    "S5",
                    node.name() + " stepped down and keeps " + node.kernel().held());
        }
    }

    @Override
    public void onInstant() {
        for (SimNode node : world.nodes()) {
            int index = node.index();
            if (changed[index]) {
                changed[index] = false;
                boolean isAtFault = node.isAwake() && !node.process().isBusy() && hasOrphan(node);
                sinceNanos[index] = isAtFault ? Math.min(sinceNanos[index], world.nowNanos()) : NEVER;
            }
            if (sinceNanos[index] != NEVER && world.nowNanos() - sinceNanos[index] > GRACE_NANOS && node.isAwake()) {
                throw new Violation(
                        "S5",
                        node.name() + " is no master and holds some of "
                                + node.kernel().held());
            }
        }
    }

    @Override
    public void onEnd(SimNode node, boolean cleanly) {
        if (cleanly && node.kernel().held().stream().anyMatch(node.process()::answersFor)) {
            throw new Violation(
                    "S5", node.name() + " stopped and left " + node.kernel().held());
        }
    }

    private boolean hasOrphan(SimNode node) {
        if (!node.kernel().holdsAny()) {
            return false;
        }
        for (int router = 0; router < world.keys().size(); router++) {
            RouterKey key = world.keys().get(router);
            boolean isMaster = node.state(key) == RouterState.MASTER;
            for (VirtualAddress address : world.addresses(router)) {
                if (node.kernel().holds(address)
                        && node.process().answersFor(address)
                        && !(isMaster && node.config(key).addresses().contains(address))) {
                    return true;
                }
            }
        }
        return false;
    }
}
