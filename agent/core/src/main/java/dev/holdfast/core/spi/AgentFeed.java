package dev.holdfast.core.spi;

import dev.holdfast.core.net.Octets;
import java.util.List;

/** What an exporter is given. Usable from any thread. */
public interface AgentFeed {
    /** The state of now, or of a few milliseconds ago. */
    AgentSnapshot snapshot();

    /** What the process around the engine knows of itself. */
    AgentStatus status();

    /** From now on, {@code listener} hears everything; there is no way to stop, an exporter lives as long as the agent. */
    void subscribe(AgentListener listener);

    /** How all exporters deliver, in the order in which they were found; each in the order of its settings. */
    List<DeliveryStatus> deliveries();

    /** The JSON document of {@code /status}, made now; for those that hand it on. Not on the agent loop. */
    Octets statusDocument();

    /**
     * What those who are told of this incident may do about it, one offer for each node that may stay. Made anew each time,
     * with tokens: for messages to people, and not for pages that anybody reads.
     */
    default List<DecisionOffer> offers(SplitIncident incident) {
        return List.of();
    }

    /**
     * Puts the calling thread into the network namespace of the configuration. To be called first on each thread that opens
     * sockets towards the outside; does nothing where no namespace is configured.
     */
    void enterNetNamespace();

    /** Turns a time of the agent's clock into wall time, in milliseconds since 1970. */
    long epochMillis(long agentNanos);
}
