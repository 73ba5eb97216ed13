package dev.holdfast.core.vrrp;

import dev.holdfast.core.net.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * How adverts travel.
 *
 * @param source the address to send from; empty for the interface's primary IPv4 or its link-local IPv6 address (RFC 9568
 *     section 7.2)
 * @param group the multicast group; empty in unicast mode
 * @param peers the unicast peers; empty in multicast mode
 * @param minHopLimit the least TTL or hop limit to accept, 0 for any
 */
public record AdvertPath(
        Optional<IpAddress> source, Optional<IpAddress> group, List<IpAddress> peers, int minHopLimit) {
    public static final IpAddress IPV4_GROUP = IpAddress.parse("224.0.0.18");
    public static final IpAddress IPV6_GROUP = IpAddress.parse("ff02::12");

    /** TTL and hop limit of every advert we send, and the least we accept from a multicast sender. */
    public static final int HOP_LIMIT = 255;

    public AdvertPath {
        peers = List.copyOf(peers);
        if (group.isPresent() != peers.isEmpty()) {
            throw new IllegalArgumentException("adverts go either to a group or to peers");
        }
    }

    public static AdvertPath multicast(IpAddress group) {
        return new AdvertPath(Optional.empty(), Optional.of(group), List.of(), HOP_LIMIT);
    }

    /** To peers, from a given address; any hop limit is accepted, as keepalived does, because peers may be routed. */
    public static AdvertPath unicast(Optional<IpAddress> source, List<IpAddress> peers) {
        return new AdvertPath(source, Optional.empty(), peers, 0);
    }

    public boolean isMulticast() {
        return group.isPresent();
    }

    /** Where an advert goes. */
    public List<IpAddress> destinations() {
        return group.map(List::of).orElse(peers);
    }
}
