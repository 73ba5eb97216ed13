package dev.holdfast.core.engine;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.CheckSnapshot;
import dev.holdfast.core.spi.CheckSnapshot.Verdict;
import dev.holdfast.core.track.Influence;
import dev.holdfast.core.track.Reading;
import dev.holdfast.core.track.Standing;
import dev.holdfast.core.track.Tracked;
import dev.holdfast.core.track.Tracker;
import dev.holdfast.core.track.TrackerConfig;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import dev.holdfast.core.track.TrackerResult;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is tracked, shared by all virtual routers, and what it means for each. */
final class Trackers {
    private final Interfaces interfaces;
    private final LoadBalancer balancer;
    private final Outbox outbox;
    private Map<TrackerId, Tracker> trackers = new LinkedHashMap<>();
    private Map<String, List<Tracked>> tracked = Map.of();

    Trackers(Interfaces interfaces, LoadBalancer balancer, Outbox outbox) {
        this.interfaces = interfaces;
        this.balancer = balancer;
        this.outbox = outbox;
    }

    /** Tracks these from now on; what did not change keeps its reading, as in keepalived. */
    void configure(EngineConfig config) {
        Map<TrackerId, Tracker> next = new LinkedHashMap<>();
        for (TrackerConfig each : config.trackers()) {
            Tracker running = trackers.get(each.id());
            boolean same = running != null && running.config().equals(each);
            next.put(each.id(), same ? running : new Tracker(each));
        }
        trackers = next;
        tracked = GroupTracking.of(config);
    }

    /** Takes a result in; says whether a reading changed. */
    boolean onResult(long nowNanos, TrackerId id, TrackerResult result, long tookNanos) {
        Tracker tracker = trackers.get(id);
        if (tracker == null) {
            // It was removed while the look was under way.
            return false;
        }
        Reading before = tracker.reading();
        boolean changed = tracker.onResult(result, tookNanos);
        if (changed) {
            outbox.publish(new AgentEvent.TrackerChanged(nowNanos, id, before, tracker.reading(), tracker.detail()));
        }
        return changed;
    }

    /** Where its trackers, and those of its sync group, put a router. */
    Standing standing(RouterConfig config) {
        List<Influence> influences = tracked.getOrDefault(config.name(), config.tracked()).stream()
                .map(each -> each.judge(reading(each)))
                .toList();
        return Standing.of(config.priority(), influences);
    }

    /** What is known of a reference address; unknown while the last look raises a doubt, for nobody may claim in doubt. */
    Reading reference(IpAddress address) {
        Tracker tracker = trackers.get(new TrackerId(TrackerKind.REFERENCE, address.toString()));
        return tracker == null || tracker.isInDoubt() ? Reading.UNKNOWN : tracker.reading();
    }

    /** What is looked at, in the order of the configuration. */
    List<CheckSnapshot> snapshot() {
        return trackers.values().stream().map(Trackers::snapshot).toList();
    }

    /** One of them as the outside sees it. */
    static CheckSnapshot snapshot(Tracker tracker) {
        TrackerId id = tracker.config().id();
        Reading reading = tracker.reading();
        return new CheckSnapshot(
                id.kind().word(),
                id.name(),
                verdict(reading.kind()),
                reading.value(),
                tracker.detail(),
                tracker.tookNanos());
    }

    private static Verdict verdict(Reading.Kind kind) {
        return switch (kind) {
            case UNKNOWN -> Verdict.UNKNOWN;
            case GOOD -> Verdict.GOOD;
            case BAD -> Verdict.BAD;
            case NUMBER -> Verdict.NUMBER;
        };
    }

    private Reading reading(Tracked one) {
        TrackerId id = one.tracker();
        if (id.kind() == TrackerKind.INTERFACE) {
            return Reading.of(interfaces.isRunning(new InterfaceName(id.name())));
        }
        if (id.kind() == TrackerKind.VIRTUAL_SERVER) {
            return balancer.quorum(id.name()).map(Reading::of).orElse(Reading.UNKNOWN);
        }
        Tracker tracker = trackers.get(id);
        return tracker == null ? Reading.UNKNOWN : tracker.reading();
    }
}
