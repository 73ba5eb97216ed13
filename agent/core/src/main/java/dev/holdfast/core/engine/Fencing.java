package dev.holdfast.core.engine;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.notify.FencePlan;
import dev.holdfast.core.notify.FencePlan.Target;
import dev.holdfast.core.notify.ScriptRun;
import dev.holdfast.core.spi.AgentEvent.SplitNoted;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.spi.SplitIncident;
import dev.holdfast.core.spi.SplitNotice;
import dev.holdfast.core.split.Rival;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.List;
import java.util.Optional;

/**
 * Has other masters put out of action: once in an incident, or before a takeover, which then waits for success. Its scripts
 * wait behind no other, and none of them is dropped.
 */
final class Fencing {
    private final Outbox outbox;
    private final NotifyDesk desk;
    private final Pauses pauses = new Pauses();

    private long fencedIncident;
    private Optional<IpAddress> silent = Optional.empty();
    private boolean succeeded;

    Fencing(Outbox outbox) {
        this.outbox = outbox;
        this.desk = new NotifyDesk(outbox, this::ended);
    }

    /** Two masters are confirmed, and this one is to stay. The first call of an incident counts. */
    void fence(long nowNanos, RouterConfig config, FenceConfig how, SplitIncident incident, Rival rival) {
        if (fencedIncident != incident.id() && desk.isIdle()) {
            fencedIncident = incident.id();
            start(nowNanos, config, how, incident.id(), incident.cause().word(), rival.address());
        }
    }

    /** This master is silent, and this backup would take over: it is put out of action first, and again when that failed. */
    void fenceSilent(long nowNanos, RouterConfig config, FenceConfig how, IpAddress master) {
        if (silent.isEmpty()) {
            silent = Optional.of(master);
            succeeded = false;
        }
        if (!succeeded && desk.isIdle() && pauses.areOver(nowNanos)) {
            start(nowNanos, config, how, 0, "silent", master);
        }
    }

    /** Nobody is silent any more, or nobody is to be put out of action for it. */
    void forgetSilent(long nowNanos) {
        if (silent.isPresent()) {
            silent = Optional.empty();
            pauses.startAnew(nowNanos);
        }
    }

    /** Whether a takeover need not wait. */
    boolean permits() {
        return silent.isEmpty() || succeeded;
    }

    /** When to try again; {@link Engine#NEVER} when that is not a matter of time. */
    long deadlineNanos() {
        return permits() || !desk.isIdle() ? Engine.NEVER : pauses.untilNanos();
    }

    NotifyDesk desk() {
        return desk;
    }

    private void start(
            long nowNanos, RouterConfig config, FenceConfig how, long incident, String cause, IpAddress peer) {
        Target target = new Target(config.name(), config.key(), incident, cause, peer);
        note(nowNanos, config.name(), SplitNotice.FENCE_STARTED, peer + ", " + cause);
        desk.add(nowNanos, List.of(FencePlan.of(target, how.command(), how.timeoutNanos(), outbox::nextId)));
    }

    private void ended(long nowNanos, ScriptRun run, ScriptResult result) {
        String peer = run.environment().getOrDefault("HOLDFAST_PEER", "");
        if (result == ScriptResult.SUCCEEDED) {
            succeeded = true;
            note(nowNanos, run.router(), SplitNotice.FENCED, peer);
        } else {
            pauses.onRefused(nowNanos);
            note(nowNanos, run.router(), SplitNotice.FENCE_FAILED, peer + ", the script " + result.word());
        }
    }

    private void note(long nowNanos, String router, SplitNotice notice, String detail) {
        outbox.publish(new SplitNoted(nowNanos, router, notice, detail));
    }
}
