package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.spi.Adjustment;
import dev.holdfast.core.spi.AdvertGaps;
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterCounters;
import dev.holdfast.core.spi.RouterCounters.Relation;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.spi.RouterSnapshot.HeldAddress;
import dev.holdfast.core.spi.RouterSnapshot.Settings;
import dev.holdfast.core.spi.SplitBrain;
import dev.holdfast.core.spi.SplitCause;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes what one virtual router shows. */
final class RouterFamilies {
    /** Causes that need trackers, a sync group, or an operator's hand. */
    private static final Set<FaultCause> RARE_FAULTS =
            EnumSet.of(FaultCause.TRACKER, FaultCause.SYNC_GROUP, FaultCause.MAINTENANCE);

    /** Reasons that need signed adverts, or packets that no product sends. */
    private static final Set<DiscardReason> RARE_DISCARDS = EnumSet.of(
            DiscardReason.TYPE,
            DiscardReason.ADDRESS_COUNT,
            DiscardReason.AUTH_MISSING,
            DiscardReason.AUTH_MALFORMED,
            DiscardReason.AUTH_UNKNOWN_KEY,
            DiscardReason.AUTH_STALE,
            DiscardReason.AUTH_REPLAY);

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final AgentFeed feed;
    private final Families out;

    RouterFamilies(AgentFeed feed, Families out) {
        this.feed = feed;
        this.out = out;
    }

    void add(RouterView view) {
        addConfiguration(view.router(), view.labels());
        addElection(view);
        addAddresses(view.router(), view.labels());
        addAdverts(view.router().counters(), view.labels());
        addSplitBrain(view.router().splitBrain(), view.labels());
        new PeerFamilies(feed, out).add(view.router().splitBrain().peers(), view.labels());
        addResolution(view.router().splitBrain(), view.labels());
        addHistory(view);
    }

    private void addConfiguration(RouterSnapshot router, Labels labels) {
        Settings settings = router.settings();
        out.info(
                Metric.INSTANCE_INFO,
                labels.add("interface", router.key().dev().value())
                        .add("protocol_version", Integer.toString(settings.protocolVersion()))
                        .add("advert_mode", settings.mode())
                        .add("auth", settings.authentication())
                        .add("preempt", Boolean.toString(settings.preempt()))
                        .add("vmac", Boolean.toString(settings.virtualMac())));
        out.gauge(Metric.CONFIG_HASH, labels, (double) settings.configHash()); // 48 bits fit a double exactly.
        out.gauge(Metric.PRIORITY_BASE, labels, settings.basePriority().value());
        out.gauge(Metric.ADVERT_INTERVAL, labels, settings.advertIntervalNanos() / NANOS_PER_SECOND);
    }

    private void addElection(RouterView view) {
        RouterSnapshot router = view.router();
        Labels labels = view.labels();
        out.state(Metric.STATE, labels, router.state());
        out.gauge(Metric.MASTER, labels, router.isMaster());
        for (FaultCause cause : FaultCause.values()) {
            boolean holds = router.faults().contains(cause);
            // What most routers cannot have is shown while it holds: a series that is 0 for years is not worth its
            // place.
            if (holds || !RARE_FAULTS.contains(cause)) {
                out.gauge(Metric.FAULT, labels.add("cause", cause.word()), holds);
            }
        }
        out.gauge(Metric.PRIORITY, labels, router.effectivePriority().value());
        for (Adjustment each : router.adjustments()) {
            out.gauge(
                    Metric.PRIORITY_ADJUSTMENT,
                    labels.add("kind", each.kind()).add("tracker", each.tracker()),
                    each.points());
        }
        out.gauge(Metric.MAINTENANCE, labels, router.faults().contains(FaultCause.MAINTENANCE));
        out.gauge(
                Metric.MASTER_PRIORITY,
                labels,
                router.master().map(m -> m.priority().value()).orElse(0));
        out.gauge(
                Metric.LAST_ADVERT_RECEIVED,
                labels,
                router.master().map(m -> feed.epochMillis(m.heardNanos())).orElse(0L) / MILLIS_PER_SECOND);
        out.gauge(Metric.LAST_TRANSITION, labels, view.sinceEpochMillis() / MILLIS_PER_SECOND);
        out.gauge(Metric.MASTER_ADVERT_INTERVAL, labels, router.masterIntervalNanos() / NANOS_PER_SECOND);
        out.gauge(Metric.MASTER_DOWN_INTERVAL, labels, router.masterDownNanos() / NANOS_PER_SECOND);
    }

    private void addAddresses(RouterSnapshot router, Labels labels) {
        // By address alone: the prefix length may differ between nodes, and one label set must not come twice.
        Map<IpAddress, Boolean> held = new TreeMap<>();
        int excluded = 0;
        int excludedHeld = 0;
        for (HeldAddress address : router.addresses()) {
            if (address.address().advertised()) {
                held.merge(address.address().address(), address.held(), Boolean::logicalOr);
            } else {
                excluded++;
                excludedHeld += address.held() ? 1 : 0;
            }
        }
        if (excluded > 0) {
            // There may be a thousand, and a series for each would drown the rest.
            out.gauge(Metric.VIP_EXCLUDED, labels, excluded);
            out.gauge(Metric.VIP_EXCLUDED_HELD, labels, excludedHeld);
        }
        held.forEach((address, here) -> out.gauge(Metric.VIP_HELD, labels.add("vip", address.toString()), here));
        AddressOperation.fold(router.counters().addressOperationErrors())
                .forEach((operation, count) ->
                        out.counter(Metric.VIP_OPERATION_ERRORS, labels.add("operation", operation.word()), count));
        out.counter(Metric.VIP_RESTORED, labels, router.counters().addressesRestored());
        Metric announcements = router.key().family() == IpFamily.IPV4 ? Metric.GARP_SENT : Metric.NA_SENT;
        out.counter(announcements, labels, router.counters().announcementsSent());
    }

    private void addAdverts(RouterCounters counters, Labels labels) {
        out.counter(Metric.ADVERTS_SENT, labels, counters.advertsSent());
        out.counter(Metric.ADVERTS_RECEIVED, labels, counters.advertsReceived());
        out.counter(Metric.ADVERTS_MISSED, labels, counters.advertsMissed());
        out.histogram(Metric.ADVERT_GAP, gaps(counters.advertGaps(), labels));
        out.counter(Metric.PRIORITY_ZERO_SENT, labels, counters.resignationsSent());
        out.counter(Metric.PRIORITY_ZERO_RECEIVED, labels, counters.resignationsReceived());
        SendError.fold(counters.advertSendErrors())
                .forEach((error, count) ->
                        out.counter(Metric.ADVERT_SEND_ERRORS, labels.add("reason", error.word()), count));
        for (DiscardReason reason : DiscardReason.values()) {
            long count = counters.advertsDiscarded().getOrDefault(reason, 0L);
            if (count > 0 || !RARE_DISCARDS.contains(reason)) {
                out.counter(Metric.ADVERTS_DISCARDED, labels.add("reason", reason.word()), count);
            }
        }
        for (Relation relation : Relation.values()) {
            long count = counters.advertsWhileMaster().getOrDefault(relation, 0L);
            out.counter(Metric.ADVERTS_WHILE_MASTER, labels.add("relation", relation.word()), count);
        }
    }

    private static HistogramDataPointSnapshot gaps(AdvertGaps gaps, Labels labels) {
        List<Double> bounds = new ArrayList<>();
        AdvertGaps.BOUNDS_NANOS.forEach(nanos -> bounds.add(nanos / NANOS_PER_SECOND));
        bounds.add(Double.POSITIVE_INFINITY);
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, gaps.counts()))
                .sum(gaps.sumNanos() / NANOS_PER_SECOND)
                .build();
    }

    private void addSplitBrain(SplitBrain known, Labels labels) {
        out.gauge(Metric.MASTERS_SEEN, labels, known.mastersSeen());
        out.gauge(Metric.SPLIT_BRAIN, labels, known.incident().isPresent());
        known.arbitration()
                .forEach(each -> out.gauge(
                        Metric.ARBITRATION,
                        labels.add("mechanism", each.mechanism().word()),
                        each.verdict().isFavourable()));
        out.counter(Metric.SPLIT_BRAIN_SECONDS, labels, known.totalNanos() / NANOS_PER_SECOND);
        known.claims()
                .conflicts()
                .forEach((vip, kinds) -> kinds.forEach((kind, count) -> out.counter(
                        Metric.VIP_CONFLICTS, labels.add("vip", vip.toString()).add("kind", kind.word()), count)));
        known.heartbeats()
                .forEach(link -> out.gauge(
                        Metric.HEARTBEAT_UP, labels.add("interface", link.dev().value()), link.up()));
        // A dozen series for each router that say nothing until the day they are needed are not worth their place.
        known.incident().ifPresent(incident -> {
            for (SplitCause cause : SplitCause.values()) {
                out.gauge(Metric.SPLIT_BRAIN_CAUSE, labels.add("cause", cause.word()), cause == incident.cause());
            }
        });
    }

    /** Only of what has happened. */
    private void addResolution(SplitBrain known, Labels labels) {
        known.standDown()
                .ifPresent(held -> out.gauge(
                        Metric.SPLIT_BRAIN_LOSER, labels.add("sticky", Boolean.toString(held.sticky())), true));
        if (known.healings() > 0) {
            out.counter(Metric.HEAL_ANNOUNCEMENTS, labels, known.healings());
        }
    }

    private void addHistory(RouterView view) {
        Labels labels = view.labels();
        view.tally()
                .readTransitions((to, reason, count, last) -> out.counter(
                        Metric.TRANSITIONS,
                        labels.add("to", to.word()).add("reason", reason.word()),
                        count,
                        last.map(event -> EventExemplar.of(1, event, feed::epochMillis))));
        out.histogram(Metric.FAILOVER_DURATION, view.tally().failovers().dataPoint(labels, feed::epochMillis));
        out.histogram(Metric.MASTER_GAP, view.tally().gaps().dataPoint(labels, feed::epochMillis));
        out.gauge(Metric.NOTIFY_QUEUE_LENGTH, labels, view.router().scripts().waiting());
    }
}
