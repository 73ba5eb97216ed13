package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.Endpoint.Page;
import dev.holdfast.core.spi.Endpoint.Request;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** An exporter without the process's own meters, whose page depends on the feed alone; and ways to read pages. */
final class Scrape {
    static final String OPENMETRICS = "application/openmetrics-text;version=1.0.0";

    private final MetricsPage page;

    /** Whose loop's clock stands still. */
    Scrape(AgentFeed feed) {
        this(feed, () -> 0);
    }

    Scrape(AgentFeed feed, LongSupplier loopClock) {
        PrometheusRegistry registry = new PrometheusRegistry();
        page = new MetricsPage(registry, TextFormats::accepted, () -> {}, steps());
        EventCounter events = new EventCounter(loopClock);
        registry.register(new SnapshotCollector(feed, events, "17.0.1", page::lastNanos, () -> 1_800_000_060_500L));
        feed.subscribe(events);
    }

    Page page(String accept) {
        return page.render(new Request(accept, Map.of()));
    }

    String text() {
        return text(page(""));
    }

    /** The sample lines, without comments. */
    List<String> samples() {
        return samplesOf(text());
    }

    /** The sample lines of one metric. */
    List<String> samples(String metric) {
        return samples().stream()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .toList();
    }

    static List<String> samplesOf(String text) {
        return text.lines().filter(line -> !line.startsWith("#")).toList();
    }

    /** A clock that gains 2 ms with each look at it. */
    private static LongSupplier steps() {
        AtomicLong clock = new AtomicLong();
        return () -> clock.addAndGet(2_000_000);
    }

    static String text(Page page) {
        return new String(page.body().toByteArray(), StandardCharsets.UTF_8);
    }
}
