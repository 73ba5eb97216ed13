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
 * @param claims who else claimed its addresses
 * @param peers what peers say of the same virtual router, of those that answer
 * @param comparison what peers compare with their own settings; empty only where nobody asks
 * @param standDown how it stays out because it lost one; empty while it takes part
 * @param healings how often it announced itself again because others were master too
 */
public record SplitBrain(
        int mastersSeen,
        Optional<SplitIncident> incident,
        long totalNanos,
        List<ArbitrationStatus> arbitration,
        List<Heartbeat> heartbeats,
        ClaimCounts claims,
        List<PeerRouter> peers,
        Optional<Comparison> comparison,
        Optional<StandDown> standDown,
        long healings) {
    /** Nobody is master, and never were two. */
    public static final SplitBrain NONE = new SplitBrain(0, Optional.empty(), 0);

    public SplitBrain {
        arbitration = List.copyOf(arbitration);
        heartbeats = List.copyOf(heartbeats);
        peers = List.copyOf(peers);
    }

    /** Nothing has a say but VRRP, and that over one link; nobody else says anything, nothing had to be resolved. */
    public SplitBrain(int mastersSeen, Optional<SplitIncident> incident, long totalNanos) {
        this(
                mastersSeen,
                incident,
                totalNanos,
                List.of(),
                List.of(),
                ClaimCounts.NONE,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    /** The same under arbitration. */
    public SplitBrain with(List<ArbitrationStatus> statuses) {
        return new SplitBrain(
                mastersSeen,
                incident,
                totalNanos,
                statuses,
                heartbeats,
                claims,
                peers,
                comparison,
                standDown,
                healings);
    }

    /** The same over these links. */
    public SplitBrain over(List<Heartbeat> links) {
        return new SplitBrain(
                mastersSeen, incident, totalNanos, arbitration, links, claims, peers, comparison, standDown, healings);
    }

    /** The same with these claims. */
    public SplitBrain with(ClaimCounts counted) {
        return new SplitBrain(
                mastersSeen,
                incident,
                totalNanos,
                arbitration,
                heartbeats,
                counted,
                peers,
                comparison,
                standDown,
                healings);
    }

    /** The same with what peers say, and what they compare. */
    public SplitBrain with(List<PeerRouter> said, Optional<Comparison> settings) {
        return new SplitBrain(
                mastersSeen,
                incident,
                totalNanos,
                arbitration,
                heartbeats,
                claims,
                said,
                settings,
                standDown,
                healings);
    }

    /** The same beside how it was, and is, resolved. */
    public SplitBrain resolved(Optional<StandDown> stays, long announced) {
        return new SplitBrain(
                mastersSeen,
                incident,
                totalNanos,
                arbitration,
                heartbeats,
                claims,
                peers,
                comparison,
                stays,
                announced);
    }

    public SplitVerdict verdict() {
        return incident.map(SplitIncident::verdict).orElse(SplitVerdict.NONE);
    }
}
