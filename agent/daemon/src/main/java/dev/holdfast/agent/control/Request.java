package dev.holdfast.agent.control;

import java.util.Objects;

/**
 * What an operator asks of a running agent: one line of JSON.
 *
 * @param verb what to do
 * @param instance for {@link Verb#RELEASE} and {@link Verb#SPLIT_BRAIN_CLEAR}: which; for {@link Verb#SPLIT_BRAIN_RESOLVE}:
 *     the node to keep; else empty
 * @param file for {@link Verb#PLAN}: what to call the text in problems; else empty
 * @param text for {@link Verb#SPLIT_BRAIN_RESOLVE}: the number of the incident; for {@link Verb#PLAN}: a configuration; else empty. The text, not its place: the agent may live in another
 *     view of the file system than the operator.
 */
public record Request(Verb verb, String instance, String file, String text) {
    /** What can be asked. */
    public enum Verb {
        /** Have an instance step down now. */
        RELEASE,
        /** Take the node out of service. */
        MAINTENANCE_ON,
        /** Take it back in. */
        MAINTENANCE_OFF,
        /** Tell whether it is out of service. */
        MAINTENANCE_STATUS,
        /** Read the configuration again. */
        RELOAD,
        /** Tell what a reload with a text would do. */
        PLAN,
        /** Tell which incidents are open, and who stays out because of one. */
        SPLIT_BRAIN_LIST,
        /** Decide who stays master. */
        SPLIT_BRAIN_RESOLVE,
        /** Have an instance take part again that lost a split brain. */
        SPLIT_BRAIN_CLEAR
    }

    public Request {
        Objects.requireNonNull(verb);
        Objects.requireNonNull(instance);
        Objects.requireNonNull(file);
        Objects.requireNonNull(text);
    }

    /** A request that is its verb alone. */
    public static Request of(Verb verb) {
        return new Request(verb, "", "", "");
    }

    public static Request release(String instance) {
        return new Request(Verb.RELEASE, instance, "", "");
    }

    public static Request plan(String file, String text) {
        return new Request(Verb.PLAN, "", file, text);
    }

    public static Request resolve(long incident, String keep) {
        return new Request(Verb.SPLIT_BRAIN_RESOLVE, keep, "", Long.toString(incident));
    }

    public static Request clear(String instance) {
        return new Request(Verb.SPLIT_BRAIN_CLEAR, instance, "", "");
    }

    /**
     * Has it done.
     *
     * @param by who asks, for the audit
     */
    Answer carryOut(Operations operations, String by) {
        return switch (verb) {
            case RELEASE -> operations.release(instance);
            case MAINTENANCE_ON -> operations.maintenance(true);
            case MAINTENANCE_OFF -> operations.maintenance(false);
            case MAINTENANCE_STATUS -> operations.maintenanceStatus();
            case RELOAD -> operations.reload();
            case PLAN -> operations.plan(file, text);
            case SPLIT_BRAIN_LIST -> operations.splitBrains();
            case SPLIT_BRAIN_RESOLVE -> operations.resolve(Long.parseLong(text), instance, by);
            case SPLIT_BRAIN_CLEAR -> operations.clear(instance, by);
        };
    }
}
