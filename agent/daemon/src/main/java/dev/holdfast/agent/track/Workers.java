package dev.holdfast.agent.track;

import dev.holdfast.agent.notify.IdleThreads;
import dev.holdfast.core.track.TrackerResult;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads for looks that wait, started when needed and gone when idle. */
final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    /** A script that was asked to end is gone after two seconds. */
    private static final long CLOSE_LIMIT_SECONDS = 2;

    private final ThreadPoolExecutor threads;

    /** @param onThread called once on each thread before its first look */
    Workers(String name, int parallel, Runnable onThread) {
        threads = IdleThreads.pool(name, parallel, onThread);
    }

    /** Makes a look on a thread; its result ends the run. Never blocks. */
    void look(LookRun run, Supplier<TrackerResult> look) {
        execute(run, () -> {
            run.begun(System.nanoTime());
            run.end(look.get());
        });
    }

    /** Does something on a thread for a look, which ends when that could not be done. */
    void execute(LookRun run, Runnable task) {
        try {
            threads.execute(() -> guarded(run, task));
        } catch (RejectedExecutionException full) {
            run.end(TrackerResult.notMade("too many looks wait already"));
        } catch (OutOfMemoryError noThread) {
            // What the JVM calls a thread that the kernel refused.
            run.end(TrackerResult.notMade("no thread could be made: " + noThread.getMessage()));
        }
    }

    private static void guarded(LookRun run, Runnable task) {
        if (run.isStopped()) {
            run.end(TrackerResult.notMade("stopped before it began"));
            return;
        }
        try {
            task.run();
        } catch (RuntimeException broken) {
            LOG.error("a look is broken", broken);
            run.end(TrackerResult.notMade(broken.toString()));
        }
    }

    /** Takes no more, and gives those that were asked to end the time to do so. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                LOG.debug("looks are still under way at the end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
