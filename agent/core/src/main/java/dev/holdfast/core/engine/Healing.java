package dev.holdfast.core.engine;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.split.Beside;
import java.util.Optional;

/**
 * What a master owes its hosts and switches after another one: they may have learned the wrong one, and have to be told
 * again when that one is silent.
 */
final class Healing {
    /** Not more often than a holder defends its address: RFC 5227 section 2.4. */
    private static final long PAUSE_NANOS = 10_000_000_000L;

    private Optional<IpAddress> other = Optional.empty();
    private long firstNanos;
    private long lastNanos;
    private long notBeforeNanos;
    private long dueNanos;

    /**
     * Something to put right.
     *
     * @param isOver whether the other one is silent now
     * @param firstNanos when it was heard first
     * @param lastNanos when it was heard last
     */
    record Due(IpAddress other, boolean isOver, long firstNanos, long lastNanos) {}

    /** This one is heard beside us, who have settled. */
    void beside(Beside heard) {
        firstNanos = other.isEmpty() ? heard.lastNanos() : firstNanos;
        lastNanos = heard.lastNanos();
        other = Optional.of(heard.address());
    }

    /** This router is not the one that stays. */
    void forget() {
        other = Optional.empty();
    }

    /**
     * What to do now.
     *
     * @param quietNanos from when on nobody else is heard
     * @param asserts whether to insist while the other one still is
     */
    Optional<Due> take(long nowNanos, long quietNanos, boolean asserts) {
        boolean isOver = quietNanos - nowNanos <= 0;
        dueNanos = Math.max(quietNanos, notBeforeNanos);
        if (notBeforeNanos - nowNanos > 0 || !(isOver || asserts)) {
            return Optional.empty();
        }
        Optional<Due> due = other.map(heard -> new Due(heard, isOver, firstNanos, lastNanos));
        if (due.isPresent()) {
            notBeforeNanos = nowNanos + PAUSE_NANOS;
        }
        if (isOver) {
            forget();
        }
        return due;
    }

    /** When to look at the latest; {@link Engine#NEVER} when nothing is owed. */
    long deadlineNanos() {
        return other.isEmpty() ? Engine.NEVER : dueNanos;
    }
}
