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
}
