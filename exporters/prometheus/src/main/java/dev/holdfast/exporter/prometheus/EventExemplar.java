package dev.holdfast.exporter.prometheus;

import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.function.LongUnaryOperator;

/** Ties a sample to the event behind it, so that a click in a graph leads to the log line with the same id. */
final class EventExemplar {
    private EventExemplar() {}

    static Exemplar of(double value, RouterTally.Event event, LongUnaryOperator epochMillis) {
        return Exemplar.builder()
                .value(value)
                .labels(Labels.of("event_id", Long.toString(event.id())))
                .timestampMillis(epochMillis.applyAsLong(event.atNanos()))
                .build();
    }
}
