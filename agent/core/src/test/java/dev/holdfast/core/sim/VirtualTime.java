package dev.holdfast.core.sim;

import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that jumps from event to event. Events of one instant run in the order in which they were planned. */
final class VirtualTime {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000_000_000L;

    private final PriorityQueue<Planned> queue =
            new PriorityQueue<>(Comparator.comparingLong(Planned::atNanos).thenComparingLong(Planned::order));
    private long nowNanos;
    private long planned;

    long nowNanos() {
        return nowNanos;
    }

    /** Plans {@code event}; a time that is past means now. */
    void at(long atNanos, Runnable event) {
        queue.add(new Planned(Math.max(atNanos, nowNanos), planned++, event));
    }

    /** Runs events up to and including {@code untilNanos}, calls {@code afterEach} after every one, and stays there. */
    void run(long untilNanos, Runnable afterEach) {
        while (!queue.isEmpty() && queue.element().atNanos() <= untilNanos) {
            Planned next = queue.remove();
            nowNanos = next.atNanos();
            next.event().run();
            afterEach.run();
        }
        nowNanos = untilNanos;
    }

    private record Planned(long atNanos, long order, Runnable event) {}
}
