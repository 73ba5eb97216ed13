package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.DeliveryStatus;
import dev.holdfast.core.spi.DeliveryStatus.Durations;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.List;

/** Writes how webhooks are delivered, and how Zabbix is answered and told. */
final class DeliveryFamilies {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Families out;

    DeliveryFamilies(Families out) {
        this.out = out;
    }

    /** Kinds that are not known here are left to others. */
    void add(List<DeliveryStatus> deliveries) {
        for (DeliveryStatus each : deliveries) {
            switch (each.kind()) {
                case "webhook" -> addWebhook(each);
                case "zabbix" -> addPushed(each);
                case "zabbix_passive" -> addAnswered(each);
                default -> {} // An exporter that is not ours.
            }
        }
    }

    private void addPushed(DeliveryStatus zabbix) {
        Labels labels = Labels.of("endpoint", zabbix.endpoint());
        out.counter(Metric.ZABBIX_PUSHED, labels, zabbix.delivered());
        zabbix.failures()
                .forEach((reason, count) ->
                        out.counter(Metric.ZABBIX_PUSH_FAILURES, labels.add("reason", reason), count));
        out.counter(Metric.ZABBIX_PUSH_FAILURES, labels.add("reason", "dropped"), zabbix.superseded());
        out.gauge(Metric.ZABBIX_PUSH_QUEUE_LENGTH, labels, zabbix.queueLength());
    }

    private void addAnswered(DeliveryStatus passive) {
        out.counter(Metric.ZABBIX_REQUESTS, Labels.of("result", "answered"), passive.delivered());
        passive.failures()
                .forEach((result, count) -> out.counter(Metric.ZABBIX_REQUESTS, Labels.of("result", result), count));
    }

    private void addWebhook(DeliveryStatus webhook) {
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
