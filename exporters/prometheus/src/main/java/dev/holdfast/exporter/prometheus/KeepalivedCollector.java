package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.CheckSnapshot;
import dev.holdfast.core.spi.CheckSnapshot.Verdict;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.RouterCounters;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.spi.RouterSnapshot.HeldAddress;
import dev.holdfast.core.spi.RouterState;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.List;

/**
 * Shows a snapshot by the names of keepalived-exporter. Usable from any thread.
 *
 * <p>Not shown are {@code keepalived_script_state}, whether a script runs at this instant, which the exporter itself has
 * for some versions of keepalived only, and {@code keepalived_exporter_check_script_status}, of a script of its own.
 */
final class KeepalivedCollector implements MultiCollector {
    private static final double NANOS_PER_SECOND = 1e9;

    private final AgentFeed feed;
    private final EventTallies tallies;

    KeepalivedCollector(AgentFeed feed, EventTallies tallies) {
        this.feed = feed;
        this.tallies = tallies;
    }

    @Override
    public MetricSnapshots collect() {
        AgentSnapshot snapshot = feed.snapshot();
        Families out = new Families(Arrays.asList(KeepalivedMetric.values()));
        out.gauge(KeepalivedMetric.UP, Labels.EMPTY, true);
        for (RouterSnapshot router : snapshot.routers()) {
            Labels labels = labels(router, router.key().dev().value());
            addCounters(out, router.counters(), labels);
            addHistory(out, router, labels);
            addStates(out, router);
        }
        for (CheckSnapshot check : snapshot.checks()) {
            if (check.kind().equals("script")) {
                Labels labels = Labels.of("name", check.name());
                out.gauge(KeepalivedMetric.SCRIPT_STATUS, labels, check.verdict() == Verdict.GOOD);
            }
        }
        return out.toSnapshots();
    }

    @Override
    public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
        return Arrays.stream(KeepalivedMetric.values()).map(Family::descriptor).toList();
    }

    private static Labels labels(RouterSnapshot router, String dev) {
        return Labels.of(
                "iname", router.name(), "intf", dev, "vrid", router.key().vrid().toString());
    }

    private static void addCounters(Families out, RouterCounters counters, Labels labels) {
        out.counter(KeepalivedMetric.ADVERTS_RECEIVED, labels, counters.advertsReceived());
        out.counter(KeepalivedMetric.ADVERTS_SENT, labels, counters.advertsSent());
        out.counter(KeepalivedMetric.PRIORITY_ZERO_RECEIVED, labels, counters.resignationsReceived());
        out.counter(KeepalivedMetric.PRIORITY_ZERO_SENT, labels, counters.resignationsSent());
        out.counter(KeepalivedMetric.LENGTH_ERRORS, labels, discarded(counters, DiscardReason.LENGTH));
        out.counter(KeepalivedMetric.INTERVAL_ERRORS, labels, discarded(counters, DiscardReason.ADVERT_INTERVAL));
        out.counter(KeepalivedMetric.TTL_ERRORS, labels, discarded(counters, DiscardReason.TTL));
        out.counter(KeepalivedMetric.INVALID_TYPE, labels, discarded(counters, DiscardReason.TYPE));
        out.counter(
                KeepalivedMetric.ADDRESS_LIST_ERRORS,
                labels,
                discarded(counters, DiscardReason.ADDRESS_LIST, DiscardReason.ADDRESS_COUNT));
        out.counter(KeepalivedMetric.AUTHENTICATION_INVALID, labels, discarded(counters, DiscardReason.AUTH_MALFORMED));
        out.counter(
                KeepalivedMetric.AUTHENTICATION_MISMATCH,
                labels,
                discarded(counters, DiscardReason.AUTH_TYPE, DiscardReason.AUTH_MISSING));
        out.counter(
                KeepalivedMetric.AUTHENTICATION_FAILURE,
                labels,
                discarded(
                        counters,
                        DiscardReason.AUTH_FAILURE,
                        DiscardReason.AUTH_UNKNOWN_KEY,
                        DiscardReason.AUTH_STALE,
                        DiscardReason.AUTH_REPLAY));
    }

    private static long discarded(RouterCounters counters, DiscardReason... reasons) {
        return Arrays.stream(reasons)
                .mapToLong(reason -> counters.advertsDiscarded().getOrDefault(reason, 0L))
                .sum();
    }

    private void addHistory(Families out, RouterSnapshot router, Labels labels) {
        RouterTally tally = tallies.of(router.name());
        out.counter(KeepalivedMetric.BECOME_MASTER, labels, tally.becameMaster());
        out.counter(KeepalivedMetric.RELEASE_MASTER, labels, tally.releasedMaster());
        double garpDelay = router.settings().garpDelayNanos() / NANOS_PER_SECOND;
        out.unknown(KeepalivedMetric.GARP_DELAY, labels, garpDelay);
    }

    private static void addStates(Families out, RouterSnapshot router) {
        for (HeldAddress held : router.addresses()) {
            VirtualAddress address = held.address();
            // With the length, as keepalived writes it and the exporter passes it on: no two of one interface are
            // equal.
            Labels labels = labels(router, address.dev().value())
                    .add("ip_address", address.prefix().toString());
            out.gauge(
                    address.advertised() ? KeepalivedMetric.STATE : KeepalivedMetric.EXCLUDED_STATE,
                    labels,
                    number(router.state()));
        }
    }

    private static int number(RouterState state) {
        return switch (state) {
            case INIT, STOPPED -> 0; // keepalived has no such state; it takes no part either.
            case BACKUP -> 1;
            case MASTER -> 2;
            case FAULT -> 3;
        };
    }
}
