package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.RouterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What must stay the same from one scrape to the next although the snapshot does not say so. Usable from any thread.
 *
 * <ul>
 *   <li>The segment: an interface that loses its address must not move all series of its router to another label.
 *   <li>The wall time of the last transition: a clock that is being disciplined would change it a little with every
 *       scrape, and rules that look for changes would see failovers.
 * </ul>
 */
final class RouterMemory {
    /** The segment of a router whose interface never had an address. */
    static final String UNKNOWN_SEGMENT = "unknown";

    private final AgentFeed feed;
    private final EventTallies tallies;
    private final Map<RouterKey, Entry> entries = new ConcurrentHashMap<>();

    RouterMemory(AgentFeed feed, EventTallies tallies) {
        this.feed = feed;
        this.tallies = tallies;
    }

    RouterView view(RouterSnapshot router) {
        Entry known = entries.merge(router.key(), fresh(router), (old, fresh) -> fresh.keeping(old));
        Labels labels = RouterLabels.of(router.name(), router.key(), known.segment());
        return new RouterView(router, labels, known.sinceEpochMillis(), tallies.of(router.name()));
    }

    /** Forgets routers that are gone. */
    void retain(Collection<RouterSnapshot> routers) {
        entries.keySet().retainAll(routers.stream().map(RouterSnapshot::key).collect(Collectors.toSet()));
    }

    private Entry fresh(RouterSnapshot router) {
        String segment = router.segment().map(IpPrefix::toString).orElse(UNKNOWN_SEGMENT);
        return new Entry(segment, router.sinceNanos(), feed.epochMillis(router.sinceNanos()));
    }

    private record Entry(String segment, long sinceNanos, long sinceEpochMillis) {
        Entry keeping(Entry old) {
            String best = segment.equals(UNKNOWN_SEGMENT) ? old.segment : segment;
            return old.sinceNanos == sinceNanos
                    ? new Entry(best, sinceNanos, old.sinceEpochMillis)
                    : new Entry(best, sinceNanos, sinceEpochMillis);
        }
    }
}
