package dev.holdfast.core.engine;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.notify.NotifyPlan;
import dev.holdfast.core.spi.AgentEvent.LowerMasterHeard;
import dev.holdfast.core.spi.AgentEvent.Reconciled;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterSnapshot.HeardMaster;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.vrrp.Heard;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells of the transitions of one virtual router: why it is where it is, the event, and the scripts, in order. */
final class Herald {
    private final Outbox outbox;
    private final NotifyDesk desk;
    private final Contention contention = new Contention();

    private TransitionReason reason = TransitionReason.STARTUP;
    private Optional<IpAddress> causedBy = Optional.empty();
    private long sinceNanos;
    private long tookNanos;
    private long reconciledNanos = -1;

    Herald(Outbox outbox) {
        this.outbox = outbox;
        this.desk = new NotifyDesk(outbox);
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
        contention.forget();
        outbox.publish(event);
        desk.add(nowNanos, NotifyPlan.of(event, config.scripts(), outbox::nextId));
    }

    /** Another master was heard, and this router stays master. */
    void contended(long nowNanos, RouterConfig config, Priority priority, Heard other) {
        if (contention.hear(nowNanos, other, config.advertIntervalNanos())) {
            LowerMasterHeard event = new LowerMasterHeard(
                    nowNanos,
                    outbox.nextId(),
                    config.name(),
                    config.key(),
                    priority,
                    other.source(),
                    config.addresses());
            outbox.publish(event);
            if (!desk.isWaiting(NotifyPlan.LOWER_MASTER)) {
                desk.add(nowNanos, NotifyPlan.of(event, config.scripts(), outbox::nextId));
            }
        }
    }

    /** Time has passed; a contention may be over. */
    void onTime(long nowNanos, RouterConfig config, Priority priority) {
        contention
                .settled(nowNanos)
                .ifPresent(peer -> reconcile(nowNanos, config, priority, peer, contention.lastedNanos()));
    }

    /** Whether the scripts of a master that stays have run, or are about to, after this moment. */
    boolean hasReconciledSince(long nanos) {
        return reconciledNanos - nanos >= 0 || contention.deadlineNanos() != Engine.NEVER;
    }

    long deadlineNanos() {
        return contention.deadlineNanos();
    }

    NotifyDesk desk() {
        return desk;
    }

    /** This master stays, and another one was: its scripts run once more, unless they are not to. */
    void reconcile(long nowNanos, RouterConfig config, Priority priority, IpAddress peer, long lastedNanos) {
        reconciledNanos = nowNanos;
        if (!config.scripts().reconciles()) {
            return;
        }
        Reconciled event = new Reconciled(
                nowNanos,
                outbox.nextId(),
                config.name(),
                config.key(),
                priority,
                peer,
                config.addresses(),
                lastedNanos);
        outbox.publish(event);
        desk.add(nowNanos, NotifyPlan.of(event, config.scripts(), outbox::nextId));
    }

    /** The outage on the wire; an advert heard before this state began says nothing of it. */
    private long silenceNanos(long nowNanos, Optional<HeardMaster> heard) {
        return heard.map(HeardMaster::heardNanos)
                .filter(at -> at - sinceNanos >= 0)
                .map(at -> nowNanos - at)
                .orElse(0L);
    }
}
