package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.AddressRestored;
import dev.holdfast.core.spi.AgentEvent.AdvertDiscarded;
import dev.holdfast.core.spi.AgentEvent.ConfigApplied;
import dev.holdfast.core.spi.AgentEvent.GroupChanged;
import dev.holdfast.core.spi.AgentEvent.LowerMasterHeard;
import dev.holdfast.core.spi.AgentEvent.LvsNoted;
import dev.holdfast.core.spi.AgentEvent.MaintenanceChanged;
import dev.holdfast.core.spi.AgentEvent.OperationFailed;
import dev.holdfast.core.spi.AgentEvent.OrphanFound;
import dev.holdfast.core.spi.AgentEvent.PeerWarning;
import dev.holdfast.core.spi.AgentEvent.PriorityChanged;
import dev.holdfast.core.spi.AgentEvent.Reconciled;
import dev.holdfast.core.spi.AgentEvent.RouteOrphanFound;
import dev.holdfast.core.spi.AgentEvent.RouteRestored;
import dev.holdfast.core.spi.AgentEvent.ScriptFinished;
import dev.holdfast.core.spi.AgentEvent.SplitBrainChanged;
import dev.holdfast.core.spi.AgentEvent.SplitNoted;
import dev.holdfast.core.spi.AgentEvent.Stalled;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.AgentEvent.TrackerChanged;
import dev.holdfast.core.spi.AgentListener;
import dev.holdfast.core.spi.CheckResult;
import java.util.function.LongSupplier;

/** Sends each event to what counts it. On the agent loop: counts only. */
final class EventCounter implements AgentListener, AgentEvent.Visitor<Boolean> {
    private static final Boolean COUNTED = true;

    /** The snapshot's counters tell it, and exactly: events are rate-limited. */
    private static final Boolean IN_SNAPSHOT = false;

    private final EventTallies routers = new EventTallies();
    private final CheckTallies checks = new CheckTallies();
    private final LvsTallies lvs = new LvsTallies();
    private final AgentTally agent;

    /** A counter of nothing yet; {@code nanoTime} tells how long ago things were. */
    EventCounter(LongSupplier nanoTime) {
        agent = new AgentTally(nanoTime);
    }

    EventTallies routers() {
        return routers;
    }

    CheckTallies checks() {
        return checks;
    }

    LvsTallies lvs() {
        return lvs;
    }

    AgentTally agent() {
        return agent;
    }

    @Override
    public void onEvent(AgentEvent event) {
        event.accept(this);
    }

    @Override
    public void onTimerLag(long nanos) {
        agent.onTimerLag(nanos);
    }

    @Override
    public void onCheck(String kind, String name, CheckResult result, long tookNanos) {
        if (LvsTallies.isChecker(kind)) {
            lvs.count(name, result, tookNanos);
        } else {
            checks.count(kind, name, result, tookNanos);
        }
    }

    @Override
    public Boolean stateChanged(StateChanged event) {
        routers.onStateChanged(event);
        return COUNTED;
    }

    @Override
    public Boolean scriptFinished(ScriptFinished event) {
        agent.onScriptFinished(event);
        return COUNTED;
    }

    @Override
    public Boolean configApplied(ConfigApplied event) {
        routers.onConfigApplied(event);
        return COUNTED;
    }

    @Override
    public Boolean advertDiscarded(AdvertDiscarded event) {
        return IN_SNAPSHOT;
    }

    @Override
    public Boolean peerWarning(PeerWarning event) {
        return IN_SNAPSHOT;
    }

    @Override
    public Boolean addressRestored(AddressRestored event) {
        return IN_SNAPSHOT;
    }

    @Override
    public Boolean orphanFound(OrphanFound event) {
        return IN_SNAPSHOT;
    }

    @Override
    public Boolean routeRestored(RouteRestored event) {
        return IN_SNAPSHOT;
    }

    @Override
    public Boolean routeOrphanFound(RouteOrphanFound event) {
        return IN_SNAPSHOT;
    }

    @Override
    public Boolean operationFailed(OperationFailed event) {
        return IN_SNAPSHOT;
    }

    @Override
    public Boolean groupChanged(GroupChanged event) {
        return IN_SNAPSHOT;
    }

    @Override
    public Boolean lowerMasterHeard(LowerMasterHeard event) {
        return IN_SNAPSHOT;
    }

    @Override
    public Boolean reconciled(Reconciled event) {
        return IN_SNAPSHOT;
    }

    @Override
    public Boolean splitBrainChanged(SplitBrainChanged event) {
        return IN_SNAPSHOT;
    }

    @Override
    public Boolean splitNoted(SplitNoted event) {
        return IN_SNAPSHOT;
    }

    @Override
    public Boolean lvsNoted(LvsNoted event) {
        lvs.count(event);
        return COUNTED;
    }

    @Override
    public Boolean trackerChanged(TrackerChanged event) {
        return IN_SNAPSHOT;
    }

    @Override
    public Boolean priorityChanged(PriorityChanged event) {
        return IN_SNAPSHOT;
    }

    @Override
    public Boolean maintenanceChanged(MaintenanceChanged event) {
        return IN_SNAPSHOT;
    }

    @Override
    public Boolean stalled(Stalled event) {
        return IN_SNAPSHOT;
    }
}
