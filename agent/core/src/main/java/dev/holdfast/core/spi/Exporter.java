package dev.holdfast.core.spi;

import java.util.List;
import java.util.Optional;

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

    /**
     * Takes settings, by difference: what did not change goes on as it was. Called after {@link #start} and before the first
     * election, and after each reload that was accepted, one call at a time, never on the agent loop.
     */
    default void configure(ExporterSettings settings) {}

    /** How its deliveries go; empty for an exporter that only answers. Any thread, at any time after {@link #start}. */
    default List<DeliveryStatus> deliveries() {
        return List.of();
    }

    /**
     * Sends a sample to one endpoint of the settings and tells what was said, for a person who sets it up. Called by a
     * command, on an exporter that is not started.
     *
     * @param node the name of this node
     * @param endpoint the operator's word for the receiver
     * @return empty when this exporter has no such endpoint
     */
    default Optional<Trial> trial(String node, ExporterSettings settings, String endpoint) {
        return Optional.empty();
    }

    /**
     * How a sample was received.
     *
     * @param accepted whether the receiver took it
     * @param exchange request and answer as text, without secrets
     */
    record Trial(boolean accepted, String exchange) {}

    /** Ends the exporter. Called once, when the agent stops. */
    @Override
    default void close() {}
}
