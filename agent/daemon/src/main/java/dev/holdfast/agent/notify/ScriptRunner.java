package dev.holdfast.agent.notify;

import dev.holdfast.core.notify.ScriptRun;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;

/**
 * Runs scripts on threads of its own, a few at a time, and tells how each ended. The order within an instance is kept by
 * the engine, which starts the next only after the end of the one before.
 *
 * <p>{@link #start} may be called from the agent loop: it only hands over.
 */
public final class ScriptRunner implements AutoCloseable {
    /** Scripts at the same time. A fail-over of many instances must not fork the machine to death while it is busiest. */
    static final int PARALLEL = 8;

    private final ScriptLauncher launcher;
    private final Consumer<ScriptEnd> onEnd;
    private final ThreadPoolExecutor threads;

    /**
     * Makes a runner that has no thread until there is a script.
     *
     * @param rights what the agent may do to a script's process
     * @param configuredUser {@code script_user}: {@code USER} or {@code USER GROUP}
     * @param onThread called once on each thread of the runner before it starts scripts, which inherit what it does, such
     *     as entering a network namespace
     * @param onEnd told how each script ended; called on the runner's threads, or on the caller's when it took none
     */
    public ScriptRunner(
            AgentRights rights,
            Optional<String> configuredUser,
            UserDatabase users,
            GroupSignaller signaller,
            Runnable onThread,
            Consumer<ScriptEnd> onEnd) {
        this.launcher = new ScriptLauncher(rights, configuredUser, users, signaller);
        this.onEnd = onEnd;
        this.threads = IdleThreads.pool("holdfast-script", PARALLEL, onThread);
    }

    /** A reload changed {@code script_user}. Scripts that wait get the new one. */
    public void setConfiguredUser(Optional<String> userAndGroup) {
        launcher.setConfiguredUser(userAndGroup);
    }

    /** Has the script run as soon as there is room. Returns at once. */
    public void start(ScriptRun run) {
        try {
            threads.execute(() -> onEnd.accept(launcher.run(run, stop -> {})));
        } catch (RejectedExecutionException full) {
            onEnd.accept(ScriptEnd.notStarted(run.id(), "too many scripts wait already, or the agent is stopping"));
        }
    }

    /** How these scripts are run; for others that run programs the same way, on threads of their own. */
    public ScriptLauncher launcher() {
        return launcher;
    }

    /** Takes no more scripts and ends those that run. */
    @Override
    public void close() {
        threads.shutdown();
        threads.getQueue().clear();
        launcher.killAll();
    }
}
