package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.RouterSnapshot;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Makes all metrics that mirror the engine from one snapshot per scrape, so that they agree with each other. Usable from
 * any thread.
 */
final class SnapshotCollector implements MultiCollector {
    /** What stands on the page, in this order. */
    static final List<Family> FAMILIES = Stream.<Family[]>of(Metric.values(), LvsMetric.values())
            .flatMap(Arrays::stream)
            .toList();

    private final AgentFeed feed;
    private final RouterMemory memory;
    private final AgentTally tally;
    private final CheckTallies checks;
    private final LvsTallies lvs;
    private final String javaVersion;
    private final LongSupplier lastScrapeNanos;
    private final LongSupplier wallMillis;

    /**
     * A collector of what {@code feed} shows and {@code events} has counted.
     *
     * @param lastScrapeNanos how long the page before took to make
     * @param wallMillis the wall clock; a snapshot may be as old as an advert interval is long
     */
    SnapshotCollector(
            AgentFeed feed,
            EventCounter events,
            String javaVersion,
            LongSupplier lastScrapeNanos,
            LongSupplier wallMillis) {
        this.feed = feed;
        this.memory = new RouterMemory(feed, events.routers());
        this.tally = events.agent();
        this.checks = events.checks();
        this.lvs = events.lvs();
        this.javaVersion = javaVersion;
        this.lastScrapeNanos = lastScrapeNanos;
        this.wallMillis = wallMillis;
    }

    @Override
    public MetricSnapshots collect() {
        AgentSnapshot snapshot = feed.snapshot();
        Families families = new Families(FAMILIES);
        AgentFamilies agent = new AgentFamilies(feed, families);
        agent.add(snapshot, feed.status(), javaVersion);
        agent.add(tally);
        agent.addClocks(wallMillis.getAsLong(), lastScrapeNanos.getAsLong());
        new CheckFamilies(checks, families).add(snapshot.checks());
        checks.retain(snapshot.checks());
        new LvsFamilies(lvs, families).add(snapshot.virtualServers());
        lvs.retain(snapshot.virtualServers());
        new DeliveryFamilies(families).add(feed.deliveries());
        new PeerFamilies(feed, families).add(snapshot.peers());
        RouterFamilies routers = new RouterFamilies(feed, families);
        for (RouterSnapshot router : snapshot.routers()) {
            routers.add(memory.view(router));
        }
        new ForeignFamilies(families).add(snapshot.routers());
        memory.retain(snapshot.routers());
        return families.toSnapshots();
    }

    @Override
    public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
        return FAMILIES.stream().map(Family::descriptor).toList();
    }
}
