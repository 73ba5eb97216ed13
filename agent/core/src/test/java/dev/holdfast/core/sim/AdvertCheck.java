package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.MILLI;

import dev.holdfast.core.engine.Action;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.vrrp.RouterConfig;

/**
 * S6: who says that it is master holds every address, says what its configuration says, and keeps the rhythm.
 *
 * <p>A master that lost an address has 200 ms to have it back; one whose calls are slow or fail is left alone.
 */
final class AdvertCheck implements Observer {
    private static final long GRACE_NANOS = 200 * MILLI;
    private static final long NEVER = Long.MAX_VALUE;
    private static final long QUANTUM_NANOS = SimProcess.MAX_LOOP_LAG_NANOS + MILLI;

    private final World world;
    private final long[] troubledUntilNanos;
    private final boolean[] unfounded;
    private final boolean[] reloaded;
    private final boolean[] refused;
    private final boolean[] bereft;
    private final long[][] lastAdvertNanos;
    private final long[][] missingSinceNanos;
    private boolean removing;

    AdvertCheck(World world) {
        this.world = world;
        int nodes = world.topology().nodes();
        troubledUntilNanos = new long[nodes];
        unfounded = new boolean[nodes];
        reloaded = new boolean[nodes];
        refused = new boolean[nodes];
        bereft = new boolean[nodes];
        lastAdvertNanos = new long[nodes][world.keys().size()];
        missingSinceNanos = new long[nodes][world.keys().size()];
    }

    @Override
    public void onFault(Fault fault, boolean begins) {
        if (fault.kind() == FaultKind.PAUSE || isTrouble(fault.kind())) {
            long until = begins && isTrouble(fault.kind()) ? fault.endNanos() : world.nowNanos();
            troubledUntilNanos[fault.node()] =
                    Math.max(troubledUntilNanos[fault.node()], until + 2 * SimProcess.MAX_CALL_NANOS);
        }
    }

    private static boolean isTrouble(FaultKind kind) {
        return kind == FaultKind.SLOW_CALLS || kind == FaultKind.INSTALL_FAILS;
    }

    @Override
    public void onAction(SimNode node, Action action) {
        removing = action instanceof Action.RemoveAddresses;
        if (action instanceof Action.SendAdvertisement send) {
            // An order given before the state changed may still be carried out, when a resignation follows.
            unfounded[node.index()] = !send.priority().isResignation() && !isMaster(node, send.router());
        }
        if (action instanceof Action.SendAdvertisement send && !send.priority().isResignation()) {
            lastAdvertNanos[node.index()][world.routerOf(send.router())] = world.nowNanos();
            checkContent(node, send);
        }
    }

    /** Asks the engine only when what it told may be stale: questions cost time. */
    private boolean isMaster(SimNode node, RouterKey key) {
        boolean isFresh = !refused[node.index()] && node.state(key) == RouterState.MASTER;
        return isFresh || node.process().askState(key) == RouterState.MASTER;
    }

    @Override
    public void onOutcome(SimNode node, Action action, Outcome outcome) {
        refused[node.index()] |= !outcome.isDone();
        removing = false;
    }

    private void checkContent(SimNode node, Action.SendAdvertisement send) {
        ReceivedDatagram datagram = FakeMachine.onTheWire(send);
        Octets message = datagram.message();
        int octets = send.router().family().octets();
        for (int i = 0; i < message.u8(3); i++) {
            IpAddress listed = IpAddress.of(message.slice(8 + i * octets, 8 + (i + 1) * octets));
            if (!node.kernel().holds(listed) && !bereft[node.index()]) {
                throw new Violation("S6", node.name() + " advertises " + listed + " without holding it");
            }
        }
        boolean isCurrent = send.priority().equals(node.config(send.router()).priority());
        if (message.u8(2) != send.priority().value() || (!isCurrent && !reloaded[node.index()])) {
            throw new Violation("S6", node.name() + " advertises a priority that is not its own: " + send);
        }
    }

    @Override
    public void onWake(SimNode node, long lateNanos) {
        reloaded[node.index()] = false;
        refused[node.index()] = false;
        bereft[node.index()] = false;
    }

    @Override
    public void onAddress(SimNode node, VirtualAddress address, boolean present) {
        // Taken away by somebody in the middle of a turn: the agent learns of it in the next.
        bereft[node.index()] |= !present && node.process().isBusy() && !removing;
    }

    @Override
    public void onConfig(SimNode node) {
        // What was ordered before the change is carried out after it.
        reloaded[node.index()] = true;
    }

    @Override
    public void onTurnEnd(SimNode node) {
        if (unfounded[node.index()]) {
            throw new Violation("S6", node.name() + " advertises without being master");
        }
    }

    @Override
    public void onEnd(SimNode node, boolean cleanly) {
        unfounded[node.index()] = false;
    }

    @Override
    public void onInstant() {
        for (SimNode node : world.nodes()) {
            if (node.isEligible() && !node.process().isBusy()) {
                for (int router = 0; router < world.keys().size(); router++) {
                    check(node, router);
                }
            }
        }
    }

    private void check(SimNode node, int router) {
        RouterKey key = world.keys().get(router);
        long[] missingSince = missingSinceNanos[node.index()];
        long[] lastAdvert = lastAdvertNanos[node.index()];
        long now = world.nowNanos();
        if (troubledUntilNanos[node.index()] >= now || node.state(key) != RouterState.MASTER) {
            missingSince[router] = NEVER;
            lastAdvert[router] = now;
            return;
        }
        RouterConfig config = node.config(key);
        boolean isWhole = holdsAll(node, config);
        missingSince[router] = isWhole ? NEVER : Math.min(missingSince[router], now);
        if (!isWhole && now - missingSince[router] > GRACE_NANOS) {
            throw new Violation("S6", node.name() + " is master without " + config.addresses());
        }
        if (now - lastAdvert[router] > config.advertIntervalNanos() + QUANTUM_NANOS) {
            throw new Violation(
                    "S6", node.name() + " is master and silent for " + (now - lastAdvert[router]) / MILLI + " ms");
        }
    }

    private static boolean holdsAll(SimNode node, RouterConfig config) {
        for (VirtualAddress address : config.addresses()) {
            if (!node.kernel().holds(address)) {
                return false;
            }
        }
        return true;
    }
}
