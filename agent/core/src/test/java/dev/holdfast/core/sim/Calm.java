package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.SECOND;

import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.RouterState;

/**
 * Knows whether anything disturbed the segment lately.
 *
 * <p>A disturbance is what happens in an instant (a crash and the start after it, a pause and its end, a reload) and what
 * lasts (bad weather, cuts, calls that fail). After the last one everything must have settled within {@link
 * #settleNanos}: three intervals, the greatest skew, and a second for everything else; and where a lower master is
 * respected for a while, that while and the advert that begins it.
 */
final class Calm implements Observer {
    private final World world;
    private final long settleNanos;
    private int lasting;
    private int networkFaults;
    private long lastNanos;
    private long lastNetworkFaultNanos;

    Calm(World world, long longestIntervalNanos, long longestDelayNanos) {
        this.world = world;
        long respect = longestDelayNanos == 0 ? 0 : longestDelayNanos + longestIntervalNanos;
        settleNanos = 4 * longestIntervalNanos + SECOND + SECOND / 5 + respect;
    }

    long settleNanos() {
        return settleNanos;
    }

    /** Whether nothing has happened for so long that nothing may be left of it. */
    boolean isSettled() {
        return lasting == 0 && world.nowNanos() - lastNanos > settleNanos;
    }

    /** Whether the network has carried every packet in time for so long. */
    boolean isNetworkWhole() {
        return networkFaults == 0 && world.nowNanos() - lastNetworkFaultNanos > settleNanos;
    }

    @Override
    public void onFault(Fault fault, boolean begins) {
        disturb();
        int change = begins ? 1 : -1;
        if (fault.kind().scope() == FaultKind.Scope.NETWORK) {
            networkFaults += change;
            lastNetworkFaultNanos = world.nowNanos();
            lasting += change;
        } else if (lasts(fault.kind())) {
            lasting += change;
        }
    }

    private static boolean lasts(FaultKind kind) {
        return kind == FaultKind.SLOW_CALLS || kind == FaultKind.INSTALL_FAILS || kind == FaultKind.OPEN_FAILS;
    }

    @Override
    public void onStart(SimNode node) {
        disturb();
    }

    @Override
    public void onEnd(SimNode node, boolean cleanly) {
        disturb();
    }

    @Override
    public void onConfig(SimNode node) {
        disturb();
    }

    @Override
    public void onEvent(SimNode node, AgentEvent event) {
        // A fault may end by itself, when the agent tries again; what follows is like a start.
        if (event instanceof StateChanged change
                && (change.from() == RouterState.FAULT || change.to() == RouterState.FAULT)) {
            disturb();
        }
    }

    private void disturb() {
        lastNanos = world.nowNanos();
    }
}
