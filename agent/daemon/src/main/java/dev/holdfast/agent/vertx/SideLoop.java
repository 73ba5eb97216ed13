package dev.holdfast.agent.vertx;

import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.TimeUnit;

/** One event loop of its own for what goes on beside the election: no more threads than it needs, no files cached. */
public final class SideLoop {
    private SideLoop() {}

    /**
     * The options of such a loop.
     *
     * @param workers threads for what blocks, at least 1
     */
    public static VertxOptions options(int workers) {
        return new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(workers)
                .setInternalBlockingPoolSize(1)
                .setPreferNativeTransport(true)
                // A checker would be one more thing that wakes every second.
                .setBlockedThreadCheckInterval(TimeUnit.HOURS.toMillis(1))
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }
}
