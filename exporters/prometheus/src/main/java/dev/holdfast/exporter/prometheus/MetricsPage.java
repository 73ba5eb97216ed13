package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.Endpoint.Page;
import dev.holdfast.core.spi.Endpoint.Renderer;
import dev.holdfast.core.spi.Endpoint.Request;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Makes the page. Usable from any thread, several at a time. */
final class MetricsPage implements Renderer {
    /** A node with ten instances fits without copying. */
    private static final int INITIAL_BYTES = 1 << 17;

    private final PrometheusRegistry registry;
    private final Function<String, ExpositionFormatWriter> format;
    private final Runnable beforeEach;
    private final LongSupplier nanoTime;
    private final AtomicLong lastNanos = new AtomicLong();

    /**
     * A page of all that is in the registry.
     *
     * @param format which format an Accept header gets
     * @param beforeEach called before each page
     */
    MetricsPage(
            PrometheusRegistry registry,
            Function<String, ExpositionFormatWriter> format,
            Runnable beforeEach,
            LongSupplier nanoTime) {
        this.registry = registry;
        this.format = format;
        this.beforeEach = beforeEach;
        this.nanoTime = nanoTime;
    }

    /**
     * Makes the page.
     *
     * @throws RuntimeException when two metrics claim one name, which is a mistake of ours: no page is better than one
     *     that is wrong
     */
    @Override
    public Page render(Request request) {
        long startNanos = nanoTime.getAsLong();
        beforeEach.run();
        ExpositionFormatWriter writer = format.apply(request.accept());
        ByteArrayOutputStream text = new ByteArrayOutputStream(INITIAL_BYTES);
        try {
            MetricSnapshots metrics = registry.scrape();
            requireDistinctNames(metrics);
            writer.write(text, metrics);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to take the page", e);
        }
        Page page = new Page(writer.getContentType(), Octets.of(text.toByteArray()));
        lastNanos.set(nanoTime.getAsLong() - startNanos);
        return page;
    }

    /** The registry does not see that a meter's name is taken; without this, two metrics would be shown as one. */
    private static void requireDistinctNames(MetricSnapshots metrics) {
        Set<String> names = new HashSet<>();
        for (MetricSnapshot metric : metrics) {
            if (!names.add(metric.getMetadata().getPrometheusName())) {
                throw new IllegalStateException(
                        "two metrics have the name " + metric.getMetadata().getPrometheusName());
            }
        }
    }

    /** How long the newest page took to make; 0 before the first. */
    long lastNanos() {
        return lastNanos.get();
    }
}
