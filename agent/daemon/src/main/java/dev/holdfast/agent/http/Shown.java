package dev.holdfast.agent.http;

import dev.holdfast.agent.log.RecentEvents;
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.Endpoint;
import java.util.List;
import java.util.Optional;

/**
 * What the server shows of the agent.
 *
 * @param feed the snapshot and the status
 * @param events what was told last
 * @param liveness whether the loop that elects runs
 * @param endpoints the pages of exporters
 * @param decisions what takes decisions about split brains; empty where nobody does
 */
public record Shown(
        AgentFeed feed,
        RecentEvents events,
        Liveness liveness,
        List<Endpoint> endpoints,
        Optional<Decisions> decisions) {
    public Shown {
        endpoints = List.copyOf(endpoints);
    }

    /** Of an agent that is only looked at. */
    Shown(AgentFeed feed, RecentEvents events, Liveness liveness, List<Endpoint> endpoints) {
        this(feed, events, liveness, endpoints, Optional.empty());
    }
}
