package dev.holdfast.core.wire;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.Vrid;
import java.util.List;

/**
 * What a VRRP packet says (RFC 3768 section 5.3, RFC 9568 section 5.2).
 *
 * @param version 2 or 3
 * @param vrid the virtual router
 * @param priority the sender's priority; 0 when it resigns
 * @param intervalCentis the advert interval in centiseconds; VRRPv2 carries whole seconds, 100 to 25500, VRRPv3 1 to
 *     4095
 * @param addresses the virtual addresses in the sender's order, all of one family
 * @param authentication VRRPv2 only; {@link Authentication#NONE} in VRRPv3
 */
public record Advertisement(
        int version,
        Vrid vrid,
        Priority priority,
        int intervalCentis,
        List<IpAddress> addresses,
        Authentication authentication) {
    public Advertisement {
        addresses = List.copyOf(addresses);
    }
}
