package dev.holdfast.agent.control;

import dev.holdfast.core.engine.ReloadPlan;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the agent says to a request: one line of JSON.
 *
 * @param done whether what was asked for is so now; otherwise nothing changed
 * @param message one line for a person
 * @param problems problems and warnings of a configuration, each with its place
 * @param plan what happens to which instances: {@code kept}, {@code changed}, {@code restarted}, {@code added}, {@code
 *     removed}, and which addresses are {@code moved} between them; empty unless it was about a configuration
 */
public record Answer(boolean done, String message, List<String> problems, Map<String, List<String>> plan) {
    public Answer {
        problems = List.copyOf(problems);
        plan = Collections.unmodifiableMap(new LinkedHashMap<>(plan));
    }

    public static Answer done(String message) {
        return new Answer(true, message, List.of(), Map.of());
    }

    public static Answer refused(String message) {
        return refused(message, List.of());
    }

    public static Answer refused(String message, List<String> problems) {
        return new Answer(false, message, problems, Map.of());
    }

    public static Answer planned(String message, List<String> warnings, ReloadPlan plan) {
        Map<String, List<String>> named = new LinkedHashMap<>();
        named.put("kept", plan.kept());
        named.put("changed", plan.changed());
        named.put("restarted", plan.restarted());
        named.put("added", plan.added());
        named.put("removed", plan.removed());
        named.put("moved", plan.moved());
        return new Answer(true, message, warnings, named);
    }
}
