package dev.holdfast.core.engine;

import dev.holdfast.core.ipvs.Timeouts;
import dev.holdfast.core.lvs.TableOrder;
import dev.holdfast.core.port.Outcome;
import java.util.List;

/** After how long the kernel forgets connections. Those that nobody wants otherwise stay as they are. */
final class IpvsTimeouts {
    private static final String NAME = "lvs_timeouts";

    private final Reporter reporter;
    private final Pursuit pursuit;
    private Timeouts wanted = Timeouts.UNCHANGED;
    private Timeouts seen = Timeouts.UNCHANGED;

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
        pursuit.onReport();
        act(nowNanos);
    }

    void onSet(long nowNanos, Timeouts set, Outcome outcome) {
        reporter.failed(nowNanos, outcome);
        if (outcome.isDone()) {
            seen = set;
        }
        pursuit.onOutcome(nowNanos, outcome);
        act(nowNanos);
    }

    void act(long nowNanos) {
        pursuit.act(
                nowNanos, () -> wanted.areFulfilledBy(seen) ? List.of() : List.of(new TableOrder.SetTimeouts(wanted)));
    }

    long nextDeadlineNanos() {
        return pursuit.nextDeadlineNanos();
    }
}
