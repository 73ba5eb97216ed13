package dev.holdfast.core.port;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.Vmac;
import java.util.List;
import java.util.Optional;

/**
 * What the sockets of one virtual router must be able to do.
 *
 * @param router whose sockets they are; gives interface, family and VRID
 * @param protocolVersion 2 or 3; the kernel filter lets nothing else through to the main socket
 * @param group the multicast group to join; empty in unicast mode
 * @param peers the unicast peers; empty in multicast mode
 * @param hopLimit the hop limit of IPv6 adverts, 1 to 255; those of IPv4 bring their own header
 * @param vmac the macvlan that adverts leave by, and that alone hears those that others send from its MAC address; empty
 *     in unicast mode
 * @param inHeader whether adverts travel in authentication headers, IP protocol 51, instead of protocol 112
 */
public record TransportSpec(
        RouterKey router,
        int protocolVersion,
        Optional<IpAddress> group,
        List<IpAddress> peers,
        int hopLimit,
        Optional<Vmac> vmac,
        boolean inHeader) {
    /** Protocol 112. */
    public TransportSpec(
            RouterKey router,
            int protocolVersion,
            Optional<IpAddress> group,
            List<IpAddress> peers,
            int hopLimit,
            Optional<Vmac> vmac) {
        this(router, protocolVersion, group, peers, hopLimit, vmac, false);
    }

    public TransportSpec {
        peers = List.copyOf(peers);
        if (group.isPresent() != peers.isEmpty()) {
            throw new IllegalArgumentException("a virtual router is either multicast or unicast");
        }
    }

    public boolean isMulticast() {
        return group.isPresent();
    }
}
