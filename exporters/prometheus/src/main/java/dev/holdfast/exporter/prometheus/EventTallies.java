package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.AgentEvent.ConfigApplied;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What events tell of each virtual router, counted. Written on the agent loop alone, read by scrapes.
 *
 * <p>Bounded by the configuration: a reload forgets the routers it does not know.
 */
final class EventTallies {
    private final Map<String, RouterTally> byRouter = new ConcurrentHashMap<>();

    /** The counts of a router, all zero when nothing has happened to it. */
    RouterTally of(String router) {
        RouterTally known = byRouter.get(router);
        return known == null ? new RouterTally() : known;
    }

    void onStateChanged(StateChanged event) {
        byRouter.computeIfAbsent(event.router(), name -> new RouterTally()).count(event);
    }

    void onConfigApplied(ConfigApplied event) {
        Set<String> names = new HashSet<>(event.kept());
        names.addAll(event.changed());
        names.addAll(event.restarted());
        names.addAll(event.added());
        byRouter.keySet().retainAll(names);
    }
}
