package dev.holdfast.core.arbitrate;

import dev.holdfast.core.net.IpAddress;
import java.util.List;

/**
 * Addresses that tell a node which side of a cut it is on.
 *
 * @param addresses what is pinged, at least one
 * @param all whether every one must answer; else one is enough
 * @param masterKeeps whether a master without them keeps its addresses
 */
public record ReferenceConfig(List<IpAddress> addresses, boolean all, boolean masterKeeps) {
    public ReferenceConfig {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("without an address there is no reference");
        }
    }
}
