package dev.holdfast.core.spi;

/**
 * Hears what happens. Called on the agent loop: count or hand on, never block. A listener that throws is counted and
 * left out for that call.
 */
public interface AgentListener {
    default void onEvent(AgentEvent event) {}

    /**
     * A turn of the loop began because a deadline had come.
     *
     * @param nanos how late it began
     */
    default void onTimerLag(long nanos) {}

    /**
     * A check looked. Every look is told, also those that change nothing.
     *
     * @param kind as in {@link CheckSnapshot}
     * @param tookNanos how long the look took; 0 when it was not made
     */
    default void onCheck(String kind, String name, CheckResult result, long tookNanos) {}
}
