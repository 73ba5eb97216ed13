package dev.holdfast.core.notify;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.RouterKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** The run of the script that puts another master out of action, and what it is told of it. */
public final class FencePlan {
    /** The kind of such a run. */
    public static final String KIND = "fence";

    private FencePlan() {}

    /**
     * Whom to put out of action, and why.
     *
     * @param incident the number of the split brain; 0 when there is none and a master fell silent
     * @param cause the word of its cause, or {@code silent}
     */
    public record Target(String router, RouterKey key, long incident, String cause, IpAddress peer) {}

    /** The run: {@code COMMAND instance incident cause peer}, with the same in the environment. */
    public static ScriptRun of(Target target, ScriptCommand command, long timeoutNanos, LongSupplier ids) {
        List<String> arguments = new ArrayList<>(command.arguments());
        arguments.add(target.router());
        arguments.add(Long.toString(target.incident()));
        arguments.add(target.cause());
        arguments.add(target.peer().toString());
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOLDFAST_INSTANCE", target.router());
        environment.put("HOLDFAST_INTERFACE", target.key().dev().value());
        environment.put("HOLDFAST_VRID", target.key().vrid().toString());
        environment.put("HOLDFAST_INCIDENT", Long.toString(target.incident()));
        environment.put("HOLDFAST_CAUSE", target.cause());
        environment.put("HOLDFAST_PEER", target.peer().toString());
        return new ScriptRun(
                ids.getAsLong(), target.router(), KIND, arguments, command.user(), environment, timeoutNanos);
    }
}
