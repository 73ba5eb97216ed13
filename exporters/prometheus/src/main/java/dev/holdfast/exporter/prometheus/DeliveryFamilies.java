package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.DeliveryStatus;
import dev.holdfast.core.spi.DeliveryStatus.Durations;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.List;

/** Writes how webhooks are delivered. */
final class DeliveryFamilies {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Families out;

    DeliveryFamilies(Families out) {
        this.out = out;
    }

    /** Those of other kinds are left to others. */
    void add(List<DeliveryStatus> deliveries) {
        deliveries.stream().filter(each -> each.kind().equals("webhook")).forEach(this::add);
    }

    private void add(DeliveryStatus webhook) {
        Labels labels = Labels.of("endpoint", webhook.endpoint());
        out.counter(Metric.WEBHOOK_DELIVERIES, labels, webhook.delivered());
        webhook.failures()
                .forEach((reason, count) -> out.counter(Metric.WEBHOOK_FAILURES, labels.add("reason", reason), count));
        out.counter(Metric.WEBHOOK_DEAD_LETTERS, labels, webhook.deadLetters());
        out.counter(Metric.WEBHOOK_SUPERSEDED, labels, webhook.superseded());
        out.gauge(Metric.WEBHOOK_QUEUE_LENGTH, labels, webhook.queueLength());
        webhook.oldestPendingEpochMillis()
                .ifPresent(millis -> out.gauge(Metric.WEBHOOK_OLDEST_PENDING, labels, millis / MILLIS_PER_SECOND));
        out.histogram(Metric.WEBHOOK_DURATION, histogram(labels, webhook.durations()));
    }

    private static HistogramDataPointSnapshot histogram(Labels labels, Durations durations) {
        List<Double> bounds = new ArrayList<>();
        Durations.BOUNDS_MILLIS.forEach(millis -> bounds.add(millis / MILLIS_PER_SECOND));
        bounds.add(Double.POSITIVE_INFINITY);
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, durations.counts()))
                .sum(durations.sumNanos() / NANOS_PER_SECOND)
                .build();
    }
}
