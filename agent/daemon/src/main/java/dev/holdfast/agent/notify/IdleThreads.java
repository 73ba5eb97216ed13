package dev.holdfast.agent.notify;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for work that waits: made when there is work, gone when idle, bounded as is what waits for them. */
public final class IdleThreads {
    /** One piece of work per instance or probe can wait at most, and no node has so many. */
    public static final int WAITING = 1024;

    private static final long IDLE_SECONDS = 10;

    private IdleThreads() {}

    /**
     * A pool that has no thread yet. What finds no room is rejected.
     *
     * @param name what each of its threads is called
     * @param parallel how many there are at most, at least 1
     * @param onThread called once on each thread before its first work; processes that the thread starts inherit what it
     *     does, such as entering a network namespace
     */
    public static ThreadPoolExecutor pool(String name, int parallel, Runnable onThread) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                parallel, parallel, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(
                            () -> {
                                onThread.run();
                                task.run();
                            },
                            name);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
