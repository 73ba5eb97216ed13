package dev.holdfast.exporter.prometheus;

import io.prometheus.metrics.model.registry.MetricType;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A metric of ours: what stands in the one table of its page. */
interface Family {
    /** The full name, as queries write it. */
    String text();

    MetricType type();

    String help();

    List<String> labels();

    /** Name and help as the client wants them: without the ending that the type adds. */
    default MetricMetadata metadata() {
        String ending = switch (type()) {
            case COUNTER -> "_total";
            case INFO -> "_info";
            case GAUGE, HISTOGRAM, SUMMARY, STATESET, UNKNOWN -> "";
        };
        return new MetricMetadata(text().substring(0, text().length() - ending.length()), help());
    }

    /** What the registry needs to see a clash of names when it is made, and not at the first scrape. */
    default MetricFamilyDescriptor descriptor() {
        List<String> own = new ArrayList<>(labels());
        if (type() == MetricType.STATESET) {
            own.remove(text()); // The client adds the label that is named like the metric.
        }
        return MetricFamilyDescriptor.of(type(), metadata(), own);
    }

    /** The type's word in tables. */
    default String typeWord() {
        return type().name().toLowerCase(Locale.ROOT);
    }
}
