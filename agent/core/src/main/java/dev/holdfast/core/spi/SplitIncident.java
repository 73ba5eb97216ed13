package dev.holdfast.core.spi;

import dev.holdfast.core.net.IpAddress;
import java.util.List;

/**
 * A split brain of one virtual router, from its first sign to its end.
 *
 * @param id unique within this run of the agent, rising
 * @param verdict suspected or confirmed
 * @param cause the likely cause
 * @param sinceNanos when it was opened
 * @param peers the other masters, by address
 * @param evidence what speaks for it, the newest of each kind and peer
 */
public record SplitIncident(
        long id,
        SplitVerdict verdict,
        SplitCause cause,
        long sinceNanos,
        List<IpAddress> peers,
        List<SplitEvidence> evidence) {
    public SplitIncident {
        peers = List.copyOf(peers);
        evidence = List.copyOf(evidence);
    }
}
