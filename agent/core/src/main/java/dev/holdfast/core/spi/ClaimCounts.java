package dev.holdfast.core.spi;

import dev.holdfast.core.net.ClaimKind;
import dev.holdfast.core.net.IpAddress;
import java.util.Map;

/**
 * How often somebody else claimed what is ours, since the start of the agent.
 *
 * @param conflicts claims of addresses that this node held, by address and kind; what never happened is missing
 * @param underOtherVrid adverts that listed an address of ours under another virtual router id
 */
public record ClaimCounts(Map<IpAddress, Map<ClaimKind, Long>> conflicts, long underOtherVrid) {
    public static final ClaimCounts NONE = new ClaimCounts(Map.of(), 0);

    public ClaimCounts {
        conflicts = Map.copyOf(conflicts);
    }
}
