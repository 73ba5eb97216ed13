package dev.holdfast.agent.track;

import dev.holdfast.core.track.TrackerId;
import java.util.Set;

/** Which probes let their beats pass without a look. Told by the agent loop, asked by the timers' thread. */
public final class Suspension {
    private volatile Set<TrackerId> suspended = Set.of();

    /** These and no others, from now on. Never blocks. */
    public void cover(Set<TrackerId> trackers) {
        suspended = trackers;
    }

    boolean covers(TrackerId tracker) {
        return suspended.contains(tracker);
    }
}
