package dev.holdfast.agent.http;

import dev.holdfast.agent.log.RecentEvents;
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.Endpoint;
import java.util.List;

/**
 * What the server shows of the agent.
 *
 * @param feed the snapshot and the status
 * @param events what was told last
 * @param liveness whether the loop that elects runs
 * @param endpoints the pages of exporters
 */
public record Shown(AgentFeed feed, RecentEvents events, Liveness liveness, List<Endpoint> endpoints) {
    public Shown {
        endpoints = List.copyOf(endpoints);
    }
}
