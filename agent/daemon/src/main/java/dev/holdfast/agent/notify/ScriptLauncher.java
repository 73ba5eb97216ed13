package dev.holdfast.agent.notify;

import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.notify.ScriptRun;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Runs one program the way all of ours run: as whom, with which powers, in a process group of its own, and for how long.
 * Has no threads; the caller's waits. Any thread, several at a time.
 */
public final class ScriptLauncher {
    private final AgentRights rights;
    private final ScriptCommandLine commandLine;
    private final UserDatabase users;
    private final GroupSignaller signaller;
    private final Set<RunningScript> running = ConcurrentHashMap.newKeySet();
    private volatile Optional<String> configuredUser;

    ScriptLauncher(AgentRights rights, Optional<String> configuredUser, UserDatabase users, GroupSignaller signaller) {
        this.rights = rights;
        this.commandLine = new ScriptCommandLine(rights);
        this.configuredUser = configuredUser;
        this.users = users;
        this.signaller = signaller;
    }

    void setConfiguredUser(Optional<String> userAndGroup) {
        configuredUser = userAndGroup;
    }

    /** Who is to own a named pipe, so that its reader can open it; empty when that is the agent's own user. */
    Optional<ScriptUser> ownerFor(FifoConfig pipe) {
        if (!rights.isRoot() || (pipe.owner().isEmpty() && pipe.reader().isEmpty())) {
            return Optional.empty();
        }
        return userOf(pipe.owner().or(() -> pipe.reader().flatMap(ScriptCommand::user)));
    }

    private Optional<ScriptUser> userOf(Optional<String> named) {
        Optional<String> wanted = named.or(() -> configuredUser);
        return wanted.isPresent() ? users.find(wanted.get()) : users.defaultUser();
    }

    /**
     * Starts it and waits for its end, which comes two seconds after its time at the latest.
     *
     * @param onStart given what ends it before its time, politely first; that returns at once and may be called by any
     *     thread. Not called when nothing was started
     */
    public ScriptEnd run(ScriptRun run, Consumer<Runnable> onStart) {
        Optional<String> wanted = run.user().or(() -> configuredUser);
        Optional<ScriptUser> user = userOf(run.user());
        if (user.isEmpty()) {
            return ScriptEnd.notStarted(run.id(), "no such user: " + wanted.orElse("holdfast_script, nor nobody"));
        }
        Optional<String> problem =
                ScriptFile.problem(run.arguments().get(0), user.get().isRoot() && rights.isRoot());
        return problem.map(why -> ScriptEnd.notStarted(run.id(), why)).orElseGet(() -> runAs(user.get(), run, onStart));
    }

    private ScriptEnd runAs(ScriptUser user, ScriptRun run, Consumer<Runnable> onStart) {
        try {
            RunningScript script = RunningScript.start(
                    run.id(), commandLine.around(run.arguments(), user), run.environment(), signaller);
            running.add(script);
            try {
                onStart.accept(script::stop);
                return script.await(run.timeoutNanos());
            } finally {
                running.remove(script);
            }
        } catch (IOException | OutOfMemoryError refused) {
            // The error is what the JVM calls a thread that the kernel refused; a process needs one to be waited for.
            return ScriptEnd.notStarted(run.id(), "no process could be made: " + refused.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ScriptEnd.notStarted(run.id(), "the agent stopped waiting for it");
        }
    }

    /** Ends all that run, at once. */
    void killAll() {
        running.forEach(RunningScript::kill);
    }
}
