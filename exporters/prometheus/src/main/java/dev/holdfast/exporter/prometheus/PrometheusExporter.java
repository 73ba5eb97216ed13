package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.Endpoint;
import dev.holdfast.core.spi.Exporter;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.function.Function;

/**
 * Serves {@code /metrics} for Prometheus and all that read its text formats, and {@code /metrics/keepalived} for dashboards
 * and rules that know the names of keepalived-exporter.
 */
public final class PrometheusExporter implements Exporter {
    private static final String PATH = "/metrics";
    private static final String KEEPALIVED_PATH = "/metrics/keepalived";

    @Override
    public String name() {
        return "prometheus";
    }

    /**
     * Makes the page and begins to count. What is slow to load waits for the first scrape.
     *
     * @throws IllegalArgumentException when two metrics claim one name, which is a mistake of ours
     */
    @Override
    public List<Endpoint> start(AgentFeed feed) {
        PrometheusRegistry registry = new PrometheusRegistry();
        ProcessMeters process = new ProcessMeters(registry);
        MetricsPage page = new MetricsPage(registry, TextFormats::accepted, process::bindOnce, System::nanoTime);
        EventCounter events = new EventCounter(System::nanoTime);
        registry.register(new SnapshotCollector(
                feed, events, Runtime.version().toString(), page::lastNanos, System::currentTimeMillis));
        feed.subscribe(events);
        return List.of(
                new Endpoint(PATH, "Metrics for Prometheus", recent(page, TextFormats::accepted)),
                new Endpoint(KEEPALIVED_PATH, "Metrics named as by keepalived-exporter", keepalived(feed, events)));
    }

    /** Plain text whatever is asked for, as keepalived-exporter serves it: one of its names does not fit OpenMetrics. */
    private static RecentPage keepalived(AgentFeed feed, EventCounter events) {
        PrometheusRegistry registry = new PrometheusRegistry();
        registry.register(new KeepalivedCollector(feed, events.routers()));
        Function<String, ExpositionFormatWriter> plain = accept -> TextFormats.PROMETHEUS;
        return recent(new MetricsPage(registry, plain, () -> {}, System::nanoTime), plain);
    }

    private static RecentPage recent(MetricsPage page, Function<String, ExpositionFormatWriter> format) {
        return new RecentPage(page, format, System::nanoTime);
    }
}
