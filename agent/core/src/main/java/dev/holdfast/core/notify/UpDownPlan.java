package dev.holdfast.core.notify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Which script the ups and downs of a virtual server call, and what it is told: nothing by arguments, as in keepalived. */
public final class UpDownPlan {
    private UpDownPlan() {}

    /**
     * What went up or down.
     *
     * @param virtualServer its name
     * @param service what it is in the kernel, such as {@code tcp 192.0.2.100:80}
     * @param realServer where it is; empty when this is about the quorum
     * @param detail why; may be empty
     */
    public record Subject(String virtualServer, String service, String realServer, String detail) {}

    /** The run, if there is a script for it. */
    public static List<ScriptRun> of(Subject subject, boolean up, UpDownScripts scripts, LongSupplier ids) {
        String kind = (subject.realServer().isEmpty() ? "quorum_" : "notify_") + (up ? "up" : "down");
        return (up ? scripts.up() : scripts.down())
                        .map(command -> new ScriptRun(
                                ids.getAsLong(),
                                subject.virtualServer(),
                                kind,
                                command.arguments(),
                                command.user(),
                                environment(subject, up),
                                scripts.timeoutNanos()))
                        .stream()
                        .toList();
    }

    private static Map<String, String> environment(Subject subject, boolean up) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOLDFAST_VIRTUAL_SERVER", subject.virtualServer());
        environment.put("HOLDFAST_SERVICE", subject.service());
        environment.put("HOLDFAST_REAL_SERVER", subject.realServer());
        environment.put("HOLDFAST_STATE", up ? "UP" : "DOWN");
        environment.put("HOLDFAST_DETAIL", subject.detail());
        return environment;
    }
}
