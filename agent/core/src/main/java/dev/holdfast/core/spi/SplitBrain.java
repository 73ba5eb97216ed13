package dev.holdfast.core.spi;

import java.util.List;
import java.util.Optional;

/**
 * What one virtual router of this node knows of other masters.
 *
 * @param mastersSeen distinct masters on the wire, this node included; one that another has replaced does not count
 * @param incident the open incident; empty while all is well
 * @param totalNanos how long incidents were open, the open one included
 * @param arbitration what each configured mechanism says
 * @param heartbeats the links over which adverts travel, the router's own interface first; empty without
 *     {@code heartbeat_interfaces}
 */
public record SplitBrain(
        int mastersSeen,
        Optional<SplitIncident> incident,
        long totalNanos,
        List<ArbitrationStatus> arbitration,
        List<Heartbeat> heartbeats) {
    /** Nobody is master, and never were two. */
    public static final SplitBrain NONE = new SplitBrain(0, Optional.empty(), 0);

    public SplitBrain {
        arbitration = List.copyOf(arbitration);
        heartbeats = List.copyOf(heartbeats);
    }

    /** Nothing has a say but VRRP, and that over one link. */
    public SplitBrain(int mastersSeen, Optional<SplitIncident> incident, long totalNanos) {
        this(mastersSeen, incident, totalNanos, List.of(), List.of());
    }

    /** The same under arbitration. */
    public SplitBrain with(List<ArbitrationStatus> statuses) {
        return new SplitBrain(mastersSeen, incident, totalNanos, statuses, heartbeats);
    }

    /** The same over these links. */
    public SplitBrain over(List<Heartbeat> links) {
        return new SplitBrain(mastersSeen, incident, totalNanos, arbitration, links);
    }

    public SplitVerdict verdict() {
        return incident.map(SplitIncident::verdict).orElse(SplitVerdict.NONE);
    }
}
