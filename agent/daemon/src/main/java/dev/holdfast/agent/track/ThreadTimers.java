package dev.holdfast.agent.track;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timers on a thread of their own, which never waits for anything but time. */
final class ThreadTimers implements Timers, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadTimers.class);

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread timers = new Thread(task, "holdfast-probes");
        timers.setDaemon(true);
        return timers;
    });

    ThreadTimers() {
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        // Nearly every deadline is dropped; a thousand looks a second would be kept until theirs.
        thread.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Runnable after(long delayNanos, Runnable task) {
        try {
            Future<?> timer = thread.schedule(() -> guarded(task), delayNanos, TimeUnit.NANOSECONDS);
            return () -> timer.cancel(false);
        } catch (RejectedExecutionException closed) {
            LOG.trace("a probe's timer came after the end", closed);
            return () -> {};
        }
    }

    /** Runs the task on the thread and waits for it. */
    void call(Runnable task) {
        CompletableFuture.runAsync(task, thread).join();
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException broken) {
            LOG.error("a probe is broken", broken);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
