package dev.holdfast.core.notify;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a notify script.
 *
 * @param id unique within this run of the agent
 * @param router the instance's name, or the sync group's
 * @param kind {@code notify_master} and so on
 * @param arguments the program and all its arguments
 * @param user whose rights it gets; empty for the configuration's {@code script_user}
 * @param environment what it is told besides; nothing else of the agent's environment but PATH
 * @param timeoutNanos how long it may run before its process group is ended
 */
public record ScriptRun(
        long id,
        String router,
        String kind,
        List<String> arguments,
        Optional<String> user,
        Map<String, String> environment,
        long timeoutNanos) {
    public ScriptRun {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
