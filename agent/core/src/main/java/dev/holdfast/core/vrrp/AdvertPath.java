package dev.holdfast.core.vrrp;

import dev.holdfast.core.net.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * How adverts travel.
 *
 * @param source the address to send from; empty for the interface's primary IPv4 or its link-local IPv6 address (RFC 9568
 *     section 7.2)
 * @param tracksSource whether the router is unfit while {@code source} is not on this node
 * @param group the multicast group; empty in unicast mode
 * @param peers the unicast peers; empty in multicast mode, and for a router that is unfit until it has one
 * @param hopLimit the TTL or hop limit of adverts, 1 to 255; always 255 in multicast mode
 * @param peersOnly whether unicast adverts of others than the peers are refused
 */
public record AdvertPath(
        Optional<IpAddress> source,
        boolean tracksSource,
        Optional<IpAddress> group,
        List<UnicastPeer> peers,
        int hopLimit,
        boolean peersOnly) {
    public static final IpAddress IPV4_GROUP = IpAddress.parse("224.0.0.18");
    public static final IpAddress IPV6_GROUP = IpAddress.parse("ff02::12");

    /** TTL and hop limit of every multicast advert, and the least we accept from a multicast sender. */
    public static final int HOP_LIMIT = 255;

    public AdvertPath {
        peers = List.copyOf(peers);
        if (group.isPresent() && !(peers.isEmpty() && hopLimit == HOP_LIMIT)) {
            throw new IllegalArgumentException("adverts go either to a group, with 255, or to peers");
        }
        if (hopLimit < 1 || hopLimit > HOP_LIMIT) {
            throw new IllegalArgumentException("unicast_ttl must be 1..255");
        }
    }

    public static AdvertPath multicast(IpAddress group) {
        return new AdvertPath(Optional.empty(), false, Optional.of(group), List.of(), HOP_LIMIT, false);
    }

    /** To peers at any distance, from a given address. */
    public static AdvertPath unicast(Optional<IpAddress> source, List<IpAddress> peers) {
        List<UnicastPeer> anywhere = peers.stream().map(UnicastPeer::anywhere).toList();
        return new AdvertPath(source, false, Optional.empty(), anywhere, HOP_LIMIT, false);
    }

    public boolean isMulticast() {
        return group.isPresent();
    }

    /** The least TTL or hop limit of an advert of anybody; what a peer's must be, its {@link UnicastPeer} says. */
    public int minHopLimit() {
        return isMulticast() ? HOP_LIMIT : 0;
    }

    /** Where an advert goes; nowhere for a router that is unfit until it has a peer. */
    public List<IpAddress> destinations() {
        return group.map(List::of)
                .orElseGet(() -> peers.stream().map(UnicastPeer::address).toList());
    }

    /** The peer of this address, if it is one. */
    public Optional<UnicastPeer> peer(IpAddress address) {
        return peers.stream().filter(peer -> peer.address().equals(address)).findFirst();
    }
}
