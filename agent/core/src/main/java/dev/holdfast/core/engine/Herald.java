package dev.holdfast.core.engine;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.notify.NotifyPlan;
import dev.holdfast.core.notify.NotifyQueue;
import dev.holdfast.core.notify.ScriptRun;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.ScriptResult;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterSnapshot.HeardMaster;
import dev.holdfast.core.spi.RouterSnapshot.ScriptQueueStatus;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells of the transitions of one virtual router: why it is where it is, the event, and the scripts, in order. */
final class Herald {
    private final Outbox outbox;
    private final NotifyQueue scripts = new NotifyQueue();

    private TransitionReason reason = TransitionReason.STARTUP;
    private Optional<IpAddress> causedBy = Optional.empty();
    private long sinceNanos;
    private long tookNanos;

    Herald(Outbox outbox) {
        this.outbox = outbox;
    }

    /** What the next transition will say of itself. */
    void because(TransitionReason why, Optional<IpAddress> peer) {
        reason = why;
        causedBy = peer;
    }

    /** How long the takeover that is about to be told took. */
    void tookOver(long took) {
        tookNanos = took;
    }

    TransitionReason reason() {
        return reason;
    }

    long sinceNanos() {
        return sinceNanos;
    }

    /** The state changed: publishes the event and queues the scripts. */
    void tell(
            long nowNanos,
            RouterConfig config,
            RouterState from,
            RouterState to,
            Set<FaultCause> faults,
            Priority priority,
            Optional<HeardMaster> heard) {
        StateChanged event = new StateChanged(
                nowNanos,
                outbox.nextId(),
                config.name(),
                config.key(),
                from,
                to,
                reason,
                List.copyOf(faults),
                priority,
                causedBy.or(() -> heard.map(HeardMaster::address)),
                config.addresses(),
                to == RouterState.MASTER ? tookNanos : 0,
                to == RouterState.MASTER ? silenceNanos(nowNanos, heard) : 0);
        sinceNanos = nowNanos;
        outbox.publish(event);
        for (ScriptRun victim : scripts.add(NotifyPlan.of(event, config.scripts(), outbox::nextId))) {
            outbox.publish(finished(nowNanos, victim, ScriptResult.DROPPED, -1, 0, "the queue was full"));
        }
        startNext();
    }

    /** Returns whether the script was one of this router's. */
    boolean onScriptFinished(long nowNanos, long id, ScriptResult result, int exitStatus, long took, String detail) {
        Optional<ScriptRun> run = scripts.finish(id);
        run.ifPresent(ours -> {
            outbox.publish(finished(nowNanos, ours, result, exitStatus, took, detail));
            startNext();
        });
        return run.isPresent();
    }

    boolean isIdle() {
        return scripts.isIdle();
    }

    ScriptQueueStatus scripts() {
        return new ScriptQueueStatus(scripts.waiting(), scripts.dropped());
    }

    private void startNext() {
        scripts.start().ifPresent(run -> outbox.add(new Action.RunScript(run)));
    }

    /** The outage on the wire; an advert heard before this state began says nothing of it. */
    private long silenceNanos(long nowNanos, Optional<HeardMaster> heard) {
        return heard.map(HeardMaster::heardNanos)
                .filter(at -> at - sinceNanos >= 0)
                .map(at -> nowNanos - at)
                .orElse(0L);
    }

    private static AgentEvent finished(
            long nowNanos, ScriptRun run, ScriptResult result, int exitStatus, long took, String detail) {
        return new AgentEvent.ScriptFinished(
                nowNanos, run.router(), run.kind(), run.arguments().get(0), result, exitStatus, took, detail);
    }
}
