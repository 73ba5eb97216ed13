package dev.holdfast.core.engine;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.track.Influence;
import dev.holdfast.core.track.Standing;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.List;
import java.util.Set;

/**
 * Whether one virtual router is able to take part, and with which priority. The facts are the kernel's, the trackers' and
 * the operator's; what follows from them is noted among its {@link Faults}, beside what orders were refused.
 */
final class Fitness {
    private final Footing footing;
    private final Trackers trackers;
    private final Faults faults;
    private final Outbox outbox;
    private RouterConfig config;
    private Standing standing;

    Fitness(RouterConfig config, Footing footing, Faults faults, Shared shared) {
        this.footing = footing;
        this.trackers = shared.trackers();
        this.faults = faults;
        this.outbox = shared.outbox();
        configure(config);
    }

    /** Judges by this configuration from now on. A priority that moves by it is not told: the reload is. */
    void configure(RouterConfig changed) {
        config = changed;
        standing = trackers.standing(changed);
    }

    /** Looks at all facts anew; says whether what is tracked has moved the priority. */
    boolean examine(long nowNanos) {
        footing.examine(nowNanos, config, faults);
        Priority before = priority();
        standing = trackers.standing(config);
        faults.set(FaultCause.TRACKER, standing.isFault());
        boolean moved = !before.equals(priority());
        if (moved) {
            outbox.publish(new AgentEvent.PriorityChanged(
                    nowNanos, config.name(), config.priority(), before, priority(), influences()));
        }
        return moved;
    }

    /** Takes the router out of service, or back in; {@link VirtualRouter#review} follows. */
    void maintain(boolean on) {
        faults.set(FaultCause.MAINTENANCE, on);
    }

    /** Whether it cannot be master for causes of its own. */
    boolean isUnfit() {
        return faults.areOwn();
    }

    /** Whether something tracked has not been looked at yet, so that it is too early to judge. */
    boolean isPending() {
        return standing.isPending();
    }

    Priority priority() {
        return standing.priority();
    }

    List<Influence> influences() {
        return standing.influences();
    }

    /** The interfaces it cannot do without. */
    Set<InterfaceName> devices() {
        return footing.devices(config);
    }
}
