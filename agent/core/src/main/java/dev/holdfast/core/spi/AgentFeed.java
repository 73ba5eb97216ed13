package dev.holdfast.core.spi;

/** What an exporter is given. Usable from any thread. */
public interface AgentFeed {
    /** The state of now, or of a few milliseconds ago. */
    AgentSnapshot snapshot();

    /** What the process around the engine knows of itself. */
    AgentStatus status();

    /** From now on, {@code listener} hears everything; there is no way to stop, an exporter lives as long as the agent. */
    void subscribe(AgentListener listener);

    /** Turns a time of the agent's clock into wall time, in milliseconds since 1970. */
    long epochMillis(long agentNanos);
}
