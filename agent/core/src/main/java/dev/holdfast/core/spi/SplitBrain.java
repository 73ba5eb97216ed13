package dev.holdfast.core.spi;

import java.util.List;
import java.util.Optional;

/**
 * What one virtual router of this node knows of other masters.
 *
 * @param mastersSeen distinct masters on the wire, this node included; one that another has replaced does not count
 * @param incident the open incident; empty while all is well
 * @param totalNanos how long incidents were open, the open one included
 * @param peers what peers say of the same virtual router, of those that answer
 * @param comparison what peers compare with their own settings; empty only where nobody asks
 */
public record SplitBrain(
        int mastersSeen,
        Optional<SplitIncident> incident,
        long totalNanos,
        List<PeerRouter> peers,
        Optional<Comparison> comparison) {
    /** Nobody is master, and never were two. */
    public static final SplitBrain NONE = new SplitBrain(0, Optional.empty(), 0);

    public SplitBrain {
        peers = List.copyOf(peers);
    }

    /** No peer says anything. */
    public SplitBrain(int mastersSeen, Optional<SplitIncident> incident, long totalNanos) {
        this(mastersSeen, incident, totalNanos, List.of(), Optional.empty());
    }

    /** The same, with what peers compare. */
    public SplitBrain with(Optional<Comparison> settings) {
        return new SplitBrain(mastersSeen, incident, totalNanos, peers, settings);
    }

    public SplitVerdict verdict() {
        return incident.map(SplitIncident::verdict).orElse(SplitVerdict.NONE);
    }
}
