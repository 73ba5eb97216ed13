package dev.holdfast.core.spi;

import java.util.List;

/**
 * Shows the agent to one kind of outside. Found by {@link java.util.ServiceLoader}: the agent names no exporter.
 *
 * <p>Needs a public constructor without arguments.
 */
public interface Exporter extends AutoCloseable {
    /** The word by which logs and configuration call it, such as {@code prometheus}. */
    String name();

    /**
     * Starts the exporter. Called once, before the first election, on the main thread.
     *
     * @return what the agent's HTTP server should serve for it
     */
    List<Endpoint> start(AgentFeed feed);

    /** Ends the exporter. Called once, when the agent stops. */
    @Override
    default void close() {}
}
