package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.Difference;
import dev.holdfast.core.spi.PeerRouter;
import dev.holdfast.core.spi.PeerSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;

/** Writes whether peers answer, and what they say of the virtual routers of this node. Only of peers that are configured. */
final class PeerFamilies {
    private static final double MILLIS_PER_SECOND = 1e3;

    private final AgentFeed feed;
    private final Families out;

    PeerFamilies(AgentFeed feed, Families out) {
        this.feed = feed;
        this.out = out;
    }

    void add(List<PeerSnapshot> peers) {
        for (PeerSnapshot peer : peers) {
            Labels labels = Labels.of("peer", peer.name());
            out.gauge(Metric.PEER_CHECK_UP, labels, peer.answers());
            out.gauge(
                    Metric.PEER_LAST_ANSWER,
                    labels,
                    peer.lastAnswerNanos().map(feed::epochMillis).orElse(0L) / MILLIS_PER_SECOND);
            peer.failures()
                    .forEach((reason, count) ->
                            out.counter(Metric.PEER_CHECK_FAILURES, labels.add("reason", reason.word()), count));
        }
    }

    /** @param labels those of the virtual router */
    void add(List<PeerRouter> said, Labels labels) {
        for (PeerRouter router : said) {
            Labels both = labels.add("peer", router.peer());
            out.gauge(Metric.PEER_REPORTED_MASTER, both, router.isMaster());
            out.gauge(Metric.PEER_CONFIG_MATCH, both, router.differences().isEmpty());
            router.differences().stream()
                    .map(Difference::what)
                    .distinct()
                    .forEach(what -> out.gauge(Metric.CONFIG_MISMATCH, both.add("reason", what.word()), 1));
        }
    }
}
