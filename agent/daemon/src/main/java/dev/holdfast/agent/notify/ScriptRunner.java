package dev.holdfast.agent.notify;

import dev.holdfast.core.notify.ScriptRun;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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

    /** One per instance can wait at most, and no node has so many instances. */
    static final int WAITING = 1024;

    private static final long IDLE_SECONDS = 10;

    private final AgentRights rights;
    private final ScriptCommandLine commandLine;
    private final UserDatabase users;
    private final GroupSignaller signaller;
    private final Consumer<ScriptEnd> onEnd;
    private final Set<RunningScript> running = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor threads;
    private volatile Optional<String> configuredUser;

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
        this.rights = rights;
        this.commandLine = new ScriptCommandLine(rights);
        this.configuredUser = configuredUser;
        this.users = users;
        this.signaller = signaller;
        this.onEnd = onEnd;
        this.threads = new ThreadPoolExecutor(
                PARALLEL, PARALLEL, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(
                            () -> {
                                onThread.run();
                                task.run();
                            },
                            "holdfast-script");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** A reload changed {@code script_user}. Scripts that wait get the new one. */
    public void setConfiguredUser(Optional<String> userAndGroup) {
        configuredUser = userAndGroup;
    }

    /** Has the script run as soon as there is room. Returns at once. */
    public void start(ScriptRun run) {
        try {
            threads.execute(() -> onEnd.accept(runToTheEnd(run)));
        } catch (RejectedExecutionException full) {
            onEnd.accept(ScriptEnd.notStarted(run.id(), "too many scripts wait already, or the agent is stopping"));
        }
    }

    private ScriptEnd runToTheEnd(ScriptRun run) {
        Optional<String> wanted = run.user().or(() -> configuredUser);
        Optional<ScriptUser> user = wanted.isPresent() ? users.find(wanted.get()) : users.defaultUser();
        if (user.isEmpty()) {
            return ScriptEnd.notStarted(run.id(), "no such user: " + wanted.orElse("holdfast_script, nor nobody"));
        }
        Optional<String> problem =
                ScriptFile.problem(run.arguments().get(0), user.get().isRoot() && rights.isRoot());
        return problem.map(why -> ScriptEnd.notStarted(run.id(), why)).orElseGet(() -> runAs(user.get(), run));
    }

    private ScriptEnd runAs(ScriptUser user, ScriptRun run) {
        try {
            RunningScript script = RunningScript.start(
                    run.id(), commandLine.around(run.arguments(), user), run.environment(), signaller);
            running.add(script);
            try {
                return script.await(run.timeoutNanos());
            } finally {
                running.remove(script);
            }
        } catch (IOException refused) {
            return ScriptEnd.notStarted(run.id(), "no process could be made: " + refused.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ScriptEnd.notStarted(run.id(), "the agent stopped waiting for it");
        }
    }

    /** Takes no more scripts and ends those that run. */
    @Override
    public void close() {
        threads.shutdown();
        threads.getQueue().clear();
        running.forEach(RunningScript::kill);
    }
}
