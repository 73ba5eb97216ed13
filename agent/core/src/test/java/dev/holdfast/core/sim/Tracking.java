package dev.holdfast.core.sim;

import dev.holdfast.core.track.Tracked;
import dev.holdfast.core.track.TrackerConfig;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import java.util.List;
import java.util.Optional;

/**
 * What every node tracks, and whether its virtual routers move together.
 *
 * @param who who tracks the one script there is
 * @param weight what it is worth; 0 for FAULT
 * @param grouped whether all virtual routers of a node are one sync group
 */
record Tracking(Who who, int weight, boolean grouped) {
    static final Tracking NONE = new Tracking(Who.NOBODY, 0, false);
    static final TrackerId SCRIPT = new TrackerId(TrackerKind.SCRIPT, "chk");

    private static final int LEAST = 1;
    private static final int MOST = 254;

    enum Who {
        NOBODY,
        EVERY_ROUTER,
        /** In a group, where what holds one holds all. */
        FIRST_ROUTER,
        GROUP
    }

    List<TrackerConfig> trackers() {
        return who == Who.NOBODY ? List.of() : List.of(new TrackerConfig(SCRIPT, 1, 1, false, "chk"));
    }

    List<Tracked> ofRouter(int router) {
        boolean tracks = who == Who.EVERY_ROUTER || (who == Who.FIRST_ROUTER && router == 0);
        return tracks ? List.of(new Tracked(SCRIPT, weight, false)) : List.of();
    }

    List<Tracked> ofGroup() {
        return who == Who.GROUP ? List.of(new Tracked(SCRIPT, weight, false)) : List.of();
    }

    /** The priority of a router whose node's script said this last. */
    int priority(int base, Optional<Boolean> passed) {
        boolean counts = who != Who.NOBODY && passed.isPresent() && passed.get() == weight > 0;
        return base == 255 || !counts ? base : Math.max(LEAST, Math.min(MOST, base + weight));
    }

    /** Whether a node may take part whose script said this last. */
    boolean isFit(Optional<Boolean> passed) {
        return who == Who.NOBODY || (passed.isPresent() && (weight != 0 || passed.get()));
    }
}
