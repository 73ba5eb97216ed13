package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.RouterState;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers the samples of one scrape by metric. Used by one thread, once. */
final class Families {
    private final List<? extends Family> all;
    private final Map<Family, List<GaugeDataPointSnapshot>> gauges = new HashMap<>();
    private final Map<Family, List<CounterDataPointSnapshot>> counters = new HashMap<>();
    private final Map<Family, List<InfoDataPointSnapshot>> infos = new HashMap<>();
    private final Map<Family, List<StateSetDataPointSnapshot>> stateSets = new HashMap<>();
    private final Map<Family, List<HistogramDataPointSnapshot>> histograms = new HashMap<>();
    private final Map<Family, List<UnknownDataPointSnapshot>> unknowns = new HashMap<>();

    /** @param all the metrics of the page */
    Families(List<? extends Family> all) {
        this.all = List.copyOf(all);
    }

    void gauge(Family metric, Labels labels, double value) {
        add(
                gauges,
                metric,
                GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
    }

    void gauge(Family metric, Labels labels, boolean value) {
        gauge(metric, labels, value ? 1 : 0);
    }

    void counter(Family metric, Labels labels, double value) {
        add(
                counters,
                metric,
                CounterDataPointSnapshot.builder().labels(labels).value(value).build());
    }

    void counter(Family metric, Labels labels, long value) {
        counter(metric, labels, value, Optional.empty());
    }

    void counter(Family metric, Labels labels, long value, Optional<Exemplar> exemplar) {
        var point = CounterDataPointSnapshot.builder().labels(labels).value((double) value);
        exemplar.ifPresent(point::exemplar);
        add(counters, metric, point.build());
    }

    void info(Family metric, Labels labels) {
        add(infos, metric, InfoDataPointSnapshot.builder().labels(labels).build());
    }

    void state(Family metric, Labels labels, RouterState current) {
        var point = StateSetDataPointSnapshot.builder().labels(labels);
        for (RouterState state : RouterState.values()) {
            point.state(state.word(), state == current);
        }
        add(stateSets, metric, point.build());
    }

    /** A value of which readers must not assume that it only grows, whatever its name says. */
    void unknown(Family metric, Labels labels, double value) {
        add(
                unknowns,
                metric,
                UnknownDataPointSnapshot.builder().labels(labels).value(value).build());
    }

    void histogram(Family metric, HistogramDataPointSnapshot point) {
        add(histograms, metric, point);
    }

    /** All metrics, those without a sample included: a family that is announced can be looked for. */
    MetricSnapshots toSnapshots() {
        return new MetricSnapshots(all.stream().map(this::toSnapshot).toList());
    }

    private MetricSnapshot toSnapshot(Family metric) {
        return switch (metric.type()) {
            case GAUGE -> new GaugeSnapshot(metric.metadata(), gauges.getOrDefault(metric, List.of()));
            case COUNTER -> new CounterSnapshot(metric.metadata(), counters.getOrDefault(metric, List.of()));
            case INFO -> new InfoSnapshot(metric.metadata(), infos.getOrDefault(metric, List.of()));
            case STATESET -> new StateSetSnapshot(metric.metadata(), stateSets.getOrDefault(metric, List.of()));
            case HISTOGRAM -> new HistogramSnapshot(metric.metadata(), histograms.getOrDefault(metric, List.of()));
            case UNKNOWN -> new UnknownSnapshot(metric.metadata(), unknowns.getOrDefault(metric, List.of()));
            case SUMMARY -> throw new IllegalStateException("no metric of the agent is a " + metric.type());
        };
    }

    private static <P> void add(Map<Family, List<P>> points, Family metric, P point) {
        points.computeIfAbsent(metric, m -> new ArrayList<>()).add(point);
    }
}
