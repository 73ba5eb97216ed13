package dev.holdfast.agent.notify;

import dev.holdfast.core.notify.ScriptRun;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The program that reads a named pipe: started with the agent, and again, ever more slowly, when it ends. */
final class FifoReader implements AutoCloseable {
    private static final long SHORTEST_PAUSE_SECONDS = 1;
    private static final long LONGEST_PAUSE_SECONDS = 60;

    /** To read the end of the file, and then to obey the polite signal and the final one. */
    private static final long CLOSE_LIMIT_MILLIS = 1000;

    private static final long KILL_LIMIT_MILLIS = 2500;

    private final ScriptRun run;
    private final ScriptLauncher launcher;
    private final Consumer<ScriptEnd> onEnd;
    private final Thread thread = new Thread(this::keepRunning, "holdfast-fifo-script");
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Runnable stop = () -> {};

    /** @param onEnd told each time it ended though it should not, on this reader's thread */
    private FifoReader(ScriptRun run, ScriptLauncher launcher, Consumer<ScriptEnd> onEnd) {
        this.run = run;
        this.launcher = launcher;
        this.onEnd = onEnd;
        thread.setDaemon(true);
    }

    static FifoReader start(ScriptRun run, ScriptLauncher launcher, Consumer<ScriptEnd> onEnd) {
        FifoReader reader = new FifoReader(run, launcher, onEnd);
        reader.thread.start();
        return reader;
    }

    private void keepRunning() {
        try {
            long pause = SHORTEST_PAUSE_SECONDS;
            boolean over = isClosing(0);
            while (!over) {
                ScriptEnd end = launcher.run(run, stopper -> stop = stopper);
                if (!isClosing(0)) {
                    onEnd.accept(end);
                }
                boolean lasted = end.tookNanos() > TimeUnit.SECONDS.toNanos(LONGEST_PAUSE_SECONDS);
                pause = lasted ? SHORTEST_PAUSE_SECONDS : pause;
                over = isClosing(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_SECONDS);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosing(long seconds) throws InterruptedException {
        return closing.await(seconds, TimeUnit.SECONDS);
    }

    /** The pipe was hung up: gives the program the time to read the rest, and ends it. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_LIMIT_MILLIS);
            stop.run();
            thread.join(KILL_LIMIT_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
