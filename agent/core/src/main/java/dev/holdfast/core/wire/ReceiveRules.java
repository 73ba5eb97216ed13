package dev.holdfast.core.wire;

import dev.holdfast.core.net.Vrid;
import java.util.Optional;

/**
 * What a virtual router accepts, as far as a packet alone can tell.
 *
 * @param version the protocol version of the instance, 2 or 3
 * @param vrid the virtual router
 * @param minHopLimit the least TTL or hop limit: 255 proves that the sender is on the link (RFC 9568 section 5.1.1.3);
 *     0 to accept any, in unicast mode
 * @param pinnedChecksum the one checksum reading to accept for VRRPv3 on IPv4; empty for either
 * @param trailer whether an {@link HmacTrailer} may follow the message
 */
public record ReceiveRules(
        int version, Vrid vrid, int minHopLimit, Optional<ChecksumForm> pinnedChecksum, boolean trailer) {
    /** Nothing may follow the message. */
    public ReceiveRules(int version, Vrid vrid, int minHopLimit, Optional<ChecksumForm> pinnedChecksum) {
        this(version, vrid, minHopLimit, pinnedChecksum, false);
    }
}
