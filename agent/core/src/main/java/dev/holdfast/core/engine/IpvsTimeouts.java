package dev.holdfast.core.engine;

import dev.holdfast.core.ipvs.Timeouts;
import dev.holdfast.core.lvs.TableOrder;
import dev.holdfast.core.port.Outcome;
import java.util.List;

/**
 * After how long the kernel forgets connections. What nobody wants otherwise stays as it is, and what nobody wants any more
 * is again as it was when the agent began, as in keepalived.
 */
final class IpvsTimeouts {
    private static final String NAME = "lvs_timeouts";

    private final Reporter reporter;
    private final Pursuit pursuit;
    private Timeouts wanted = Timeouts.UNCHANGED;
    private Timeouts seen = Timeouts.UNCHANGED;
    private Timeouts before = Timeouts.UNCHANGED;
    private Timeouts asked = Timeouts.UNCHANGED;
    private Timeouts ours = Timeouts.UNCHANGED;

    IpvsTimeouts(Outbox outbox) {
        this.reporter = new Reporter(() -> NAME, outbox);
        this.pursuit = new Pursuit(outbox);
    }

    /** Like this from now on. */
    void want(long nowNanos, Timeouts timeouts) {
        wanted = timeouts;
        pursuit.startAnew(nowNanos);
        act(nowNanos);
    }

    void onReport(long nowNanos, Timeouts present) {
        seen = present;
        before = before.equals(Timeouts.UNCHANGED) ? present : before;
        pursuit.onReport();
        act(nowNanos);
    }

    /** @param set what was ordered */
    void onSet(long nowNanos, Timeouts set, Outcome outcome) {
        reporter.failed(nowNanos, outcome);
        if (outcome.isDone()) {
            seen = set.restoring(seen, seen);
            ours = asked;
        }
        pursuit.onOutcome(nowNanos, outcome);
        act(nowNanos);
    }

    void act(long nowNanos) {
        pursuit.act(nowNanos, this::orders);
    }

    private List<TableOrder> orders() {
        asked = wanted;
        Timeouts next = wanted.restoring(ours, before);
        return next.areFulfilledBy(seen) ? List.of() : List.of(new TableOrder.SetTimeouts(next));
    }

    /** Whether no answer is awaited. */
    boolean areIdle() {
        return !pursuit.isAwaiting();
    }

    long nextDeadlineNanos() {
        return pursuit.nextDeadlineNanos();
    }
}
