package dev.holdfast.agent.track;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when a test says so. */
final class VirtualTimers implements Timers {
    private record Task(long dueNanos, long order, Runnable body) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::dueNanos).thenComparingLong(Task::order));
    private long nowNanos = 1_000_000_000L;
    private long order;

    @Override
    public long nanos() {
        return nowNanos;
    }

    @Override
    public Runnable after(long delayNanos, Runnable task) {
        Task added = new Task(nowNanos + delayNanos, order++, task);
        tasks.add(added);
        return () -> tasks.remove(added);
    }

    /** Lets time pass, and runs what is due on the way. */
    void pass(long nanos) {
        long until = nowNanos + nanos;
        while (!tasks.isEmpty() && tasks.element().dueNanos() <= until) {
            Task task = tasks.remove();
            nowNanos = Math.max(nowNanos, task.dueNanos());
            task.body().run();
        }
        nowNanos = until;
    }

    /** The whole machine stood still: time passed, and nothing ran. */
    void standStill(long nanos) {
        nowNanos += nanos;
    }
}
