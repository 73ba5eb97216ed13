package dev.holdfast.core.wire;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.Octets;
import java.util.Optional;

/**
 * A neighbour advertisement (RFC 4861 section 4.4): who answers for an IPv6 address.
 *
 * @param source the sender's address
 * @param target the address it speaks of
 * @param router whether the sender forwards packets
 * @param solicited whether somebody asked
 * @param override whether receivers replace what they know; without it a client keeps the old holder's address
 * @param linkLayer the hardware address that answers, when it is told
 */
public record NeighbourAdvertisement(
        IpAddress source,
        IpAddress target,
        boolean router,
        boolean solicited,
        boolean override,
        Optional<MacAddress> linkLayer) {
    private static final MacAddress ALL_NODES_MAC = MacAddress.parse("33:33:00:00:00:01");
    private static final IpAddress ALL_NODES = IpAddress.parse("ff02::1");
    private static final int TYPE = 136;
    private static final int ROUTER = 0x80;
    private static final int SOLICITED = 0x40;
    private static final int OVERRIDE = 0x20;
    private static final int TARGET_LINK_LAYER = 2;

    /**
     * The Ethernet frame that tells all nodes who answers for an address now: unsolicited, override set (RFC 4861
     * section 7.2.6).
     *
     * @param vip the virtual address
     * @param source where it comes from: the virtual address itself, as keepalived does it, or a link-local address
     * @param router whether the interface forwards packets; a wrong word here changes the routes of clients
     * @throws IllegalArgumentException when an address is not IPv6
     */
    public static Octets frame(IpAddress vip, IpAddress source, MacAddress sender, boolean router) {
        if (vip.family() != IpFamily.IPV6 || source.family() != IpFamily.IPV6) {
            throw new IllegalArgumentException("neighbour discovery is for IPv6, not for " + vip + " from " + source);
        }
        int flags = router ? ROUTER | OVERRIDE : OVERRIDE;
        return NeighbourDiscovery.of(source, ALL_NODES, TYPE, flags, vip, TARGET_LINK_LAYER, sender)
                .frame(ALL_NODES_MAC, sender);
    }

    /**
     * Reads an Ethernet frame; empty when it holds no neighbour advertisement, or one that RFC 4861 section 7.1.2 tells
     * us not to believe. Never throws.
     */
    public static Optional<NeighbourAdvertisement> parse(Octets frame) {
        return NeighbourDiscovery.parse(frame, TYPE)
                .filter(read -> !(read.has(SOLICITED) && read.destination().isMulticast()))
                .map(read -> new NeighbourAdvertisement(
                        read.source(),
                        read.target(),
                        read.has(ROUTER),
                        read.has(SOLICITED),
                        read.has(OVERRIDE),
                        read.linkLayer(TARGET_LINK_LAYER)));
    }
}
