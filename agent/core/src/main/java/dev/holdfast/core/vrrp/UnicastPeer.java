package dev.holdfast.core.vrrp;

import dev.holdfast.core.net.IpAddress;

/**
 * Another node, in unicast mode, and how far away it may be.
 *
 * @param address where adverts for it go, and where its own come from
 * @param minHopLimit the least TTL or hop limit of its adverts, 0 to 255; 255 proves that it is on the same network
 * @param maxHopLimit the greatest, not below the least
 */
public record UnicastPeer(IpAddress address, int minHopLimit, int maxHopLimit) {
    public UnicastPeer {
        if (minHopLimit < 0 || minHopLimit > maxHopLimit || maxHopLimit > AdvertPath.HOP_LIMIT) {
            throw new IllegalArgumentException("0 <= min_ttl <= max_ttl <= 255");
        }
    }

    /** A peer at any distance, as keepalived takes it: peers may be routed. */
    public static UnicastPeer anywhere(IpAddress address) {
        return new UnicastPeer(address, 0, AdvertPath.HOP_LIMIT);
    }

    /** Whether an advert of this peer may arrive with this TTL or hop limit. */
    public boolean allows(int hopLimit) {
        return hopLimit >= minHopLimit && hopLimit <= maxHopLimit;
    }
}
