package dev.holdfast.agent.http;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.AgentStatus;
import dev.holdfast.core.spi.ArbitrationStatus;
import dev.holdfast.core.spi.CheckSnapshot;
import dev.holdfast.core.spi.DeliveryStatus;
import dev.holdfast.core.spi.GroupSnapshot;
import dev.holdfast.core.spi.Heartbeat;
import dev.holdfast.core.spi.PeerFailure;
import dev.holdfast.core.spi.PeerRouter;
import dev.holdfast.core.spi.PeerSnapshot;
import dev.holdfast.core.spi.RouterCounters;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.spi.SplitBrain;
import dev.holdfast.core.spi.SplitEvidence;
import dev.holdfast.core.spi.SplitIncident;
import dev.holdfast.core.spi.StandDown;
import dev.holdfast.core.spi.Unfit;
import dev.holdfast.core.track.Influence;
import dev.holdfast.core.track.Tracked;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Turns a snapshot into the documents that are shown. Field by field: nothing gets out that is not named here. */
final class Documents {
    private static final double NANOS_PER_SECOND = 1e9;

    private static final double MILLIS_PER_SECOND = 1e3;

    private final AgentFeed feed;
    private final LongSupplier wallMillis;

    /** @param wallMillis the wall clock: ages grow also while nothing happens and the snapshot stays the same */
    Documents(AgentFeed feed, LongSupplier wallMillis) {
        this.feed = feed;
        this.wallMillis = wallMillis;
    }

    StatusDocument status() {
        AgentSnapshot snapshot = feed.snapshot();
        AgentStatus status = feed.status();
        long now = wallMillis.getAsLong();
        return new StatusDocument(
                StatusDocument.SCHEMA_VERSION,
                snapshot.routerId(),
                status.version(),
                status.revision(),
                iso(now),
                iso(status.startedEpochMillis()),
                (now - status.startedEpochMillis()) / MILLIS_PER_SECOND,
                status.ready(),
                new StatusDocument.Config(
                        snapshot.configGeneration(),
                        status.lastReloadSuccessful(),
                        iso(status.lastReloadSuccessEpochMillis()),
                        status.lastReloadMessage()),
                snapshot.routers().stream().map(this::instance).toList(),
                snapshot.groups().stream().map(this::group).toList(),
                snapshot.routing().stream()
                        .map(entry -> new StatusDocument.Routing(
                                entry.owners(), entry.entry(), entry.held(), entry.restored()))
                        .toList(),
                snapshot.staticAddresses().stream()
                        .map(each -> new StatusDocument.StaticAddress(
                                each.address().prefix().toString(),
                                each.address().dev().value(),
                                each.held(),
                                each.restored()))
                        .toList(),
                snapshot.checks().stream().map(Documents::check).toList(),
                snapshot.interfaces().entrySet().stream()
                        .map(entry ->
                                new StatusDocument.Interface(entry.getKey().value(), entry.getValue()))
                        .sorted(Comparator.comparing(StatusDocument.Interface::name))
                        .toList(),
                feed.deliveries().stream().map(Documents::delivery).toList(),
                snapshot.peers().stream().map(this::peer).toList());
    }

    Optional<InstanceDocument> one(String name) {
        AgentSnapshot snapshot = feed.snapshot();
        return router(snapshot, name).map(this::instance);
    }

    Optional<SmallDocuments.MasterAnswer> master(String name) {
        return router(feed.snapshot(), name)
                .map(router -> new SmallDocuments.MasterAnswer(
                        name, router.isMaster(), router.state().name()));
    }

    SmallDocuments.UnknownInstance unknown(String name) {
        List<String> known =
                feed.snapshot().routers().stream().map(RouterSnapshot::name).toList();
        return new SmallDocuments.UnknownInstance("no such instance: " + name, known);
    }

    private static Optional<RouterSnapshot> router(AgentSnapshot snapshot, String name) {
        return snapshot.routers().stream()
                .filter(router -> router.name().equals(name))
                .findFirst();
    }

    private static StatusDocument.Check check(CheckSnapshot check) {
        return new StatusDocument.Check(
                check.kind(),
                check.name(),
                check.verdict().word(),
                check.value(),
                check.detail(),
                seconds(check.tookNanos()));
    }

    private StatusDocument.Group group(GroupSnapshot group) {
        return new StatusDocument.Group(
                group.name(),
                group.state().name(),
                time(group.sinceNanos()),
                age(group.sinceNanos()),
                group.members(),
                group.unfit().stream().map(Unfit::router).toList(),
                group.unfit().stream().map(Documents::why).toList());
    }

    private static DeliveryDocument delivery(DeliveryStatus status) {
        return new DeliveryDocument(
                status.kind(),
                status.endpoint(),
                status.state().word(),
                status.delivered(),
                status.failures(),
                status.deadLetters(),
                status.superseded(),
                status.queueLength(),
                status.oldestPendingEpochMillis().isPresent()
                        ? iso(status.oldestPendingEpochMillis().getAsLong())
                        : null,
                status.lastError());
    }

    private static String why(Unfit unfit) {
        return unfit.router() + ": " + unfit.why();
    }

    private InstanceDocument instance(RouterSnapshot router) {
        RouterSnapshot.Settings settings = router.settings();
        return new InstanceDocument(
                router.name(),
                router.key().dev().value(),
                router.key().family().version(),
                router.key().vrid().value(),
                settings.protocolVersion(),
                router.state().name(),
                router.reason().word(),
                router.reason().text(),
                time(router.sinceNanos()),
                age(router.sinceNanos()),
                router.faults().stream()
                        .sorted()
                        .map(fault -> new InstanceDocument.Fault(fault.word(), fault.text()))
                        .toList(),
                new InstanceDocument.PriorityDocument(
                        settings.basePriority().value(),
                        router.effectivePriority().value(),
                        router.influences().stream().map(Documents::influence).toList()),
                settings.preempt(),
                settings.mode(),
                settings.authentication(),
                settings.leaseSeconds(),
                seconds(settings.advertIntervalNanos()),
                seconds(router.masterIntervalNanos()),
                seconds(router.masterDownNanos()),
                settings.configHash(),
                router.master()
                        .map(master -> new InstanceDocument.Master(
                                master.address().toString(),
                                master.priority().value(),
                                time(master.heardNanos()),
                                age(master.heardNanos())))
                        .orElse(null),
                router.addresses().stream().map(Documents::address).toList(),
                router.segment().map(IpPrefix::toString).orElse(null),
                counters(router.counters()),
                new InstanceDocument.Scripts(
                        router.scripts().waiting(), router.scripts().dropped()),
                splitBrain(router.splitBrain()),
                router.splitBrain().comparison().map(ComparisonDocument::of).orElse(null));
    }

    private PeerDocument peer(PeerSnapshot peer) {
        return new PeerDocument(
                peer.name(),
                peer.answers(),
                peer.lastAnswerNanos().map(this::time).orElse(null),
                peer.lastAnswerNanos().map(this::age).orElse(null),
                words(peer.failures(), PeerFailure::word),
                peer.lastFailure());
    }

    private SplitBrainDocument.Peer peer(PeerRouter peer) {
        return new SplitBrainDocument.Peer(
                peer.peer(),
                peer.instance(),
                peer.state().name(),
                peer.priority(),
                time(peer.askedNanos()),
                peer.differences().stream()
                        .map(found ->
                                new SplitBrainDocument.Mismatch(found.what().word(), found.text()))
                        .toList());
    }

    private SplitBrainDocument splitBrain(SplitBrain known) {
        return new SplitBrainDocument(
                known.verdict().word(),
                known.mastersSeen(),
                seconds(known.totalNanos()),
                known.incident().map(this::incident).orElse(null),
                known.heartbeats().stream().map(this::heartbeat).toList(),
                known.arbitration().stream().map(this::arbitration).toList(),
                known.peers().stream().map(this::peer).toList(),
                known.standDown().map(this::standDown).orElse(null),
                known.healings());
    }

    private SplitBrainDocument.Arbitration arbitration(ArbitrationStatus status) {
        return new SplitBrainDocument.Arbitration(
                status.mechanism().word(),
                status.verdict().word(),
                time(status.sinceNanos()),
                age(status.sinceNanos()),
                status.detail());
    }

    private SplitBrainDocument.StandDown standDown(StandDown held) {
        return new SplitBrainDocument.StandDown(
                time(held.sinceNanos()),
                age(held.sinceNanos()),
                held.winner().map(IpAddress::toString).orElse(null),
                held.sticky());
    }

    private SplitBrainDocument.Heartbeat heartbeat(Heartbeat link) {
        return new SplitBrainDocument.Heartbeat(
                link.dev().value(),
                link.up(),
                link.heardNanos().isPresent() ? age(link.heardNanos().getAsLong()) : null);
    }

    private SplitBrainDocument.Incident incident(SplitIncident incident) {
        return new SplitBrainDocument.Incident(
                incident.id(),
                incident.cause().word(),
                incident.cause().text(),
                time(incident.sinceNanos()),
                age(incident.sinceNanos()),
                incident.peers().stream().map(IpAddress::toString).toList(),
                incident.evidence().stream().map(this::evidence).toList());
    }

    private SplitBrainDocument.Evidence evidence(SplitEvidence evidence) {
        return new SplitBrainDocument.Evidence(
                evidence.kind(),
                evidence.peer().map(IpAddress::toString).orElse(null),
                evidence.count(),
                time(evidence.firstNanos()),
                time(evidence.lastNanos()),
                evidence.text());
    }

    private static InstanceDocument.Influence influence(Influence influence) {
        Tracked tracked = influence.tracked();
        return new InstanceDocument.Influence(
                tracked.tracker().kind().word(),
                tracked.tracker().name(),
                tracked.weight(),
                tracked.reverse(),
                influence.reading().toString(),
                influence.points(),
                influence.isFault(),
                tracked.group().orElse(null));
    }

    private static InstanceDocument.Address address(RouterSnapshot.HeldAddress held) {
        return new InstanceDocument.Address(
                held.address().prefix().toString(),
                held.address().dev().value(),
                held.address().label().orElse(null),
                held.address().advertised(),
                held.held());
    }

    private static InstanceDocument.Counters counters(RouterCounters counters) {
        return new InstanceDocument.Counters(
                counters.advertsSent(),
                counters.advertsReceived(),
                words(counters.advertsDiscarded(), reason -> reason.word()),
                words(counters.advertSendErrors(), Function.identity()),
                counters.resignationsSent(),
                counters.resignationsReceived(),
                words(counters.advertsWhileMaster(), relation -> relation.word()),
                counters.announcementsSent(),
                words(counters.addressOperationErrors(), Function.identity()),
                counters.addressesRestored());
    }

    private static <K> Map<String, Long> words(Map<K, Long> counts, Function<K, String> word) {
        Map<String, Long> named = new TreeMap<>();
        counts.forEach((key, count) -> named.put(word.apply(key), count));
        return named;
    }

    private String time(long agentNanos) {
        return iso(feed.epochMillis(agentNanos));
    }

    private double age(long agentNanos) {
        return (wallMillis.getAsLong() - feed.epochMillis(agentNanos)) / MILLIS_PER_SECOND;
    }

    private static String iso(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString();
    }

    private static double seconds(long nanos) {
        return nanos / NANOS_PER_SECOND;
    }
}
