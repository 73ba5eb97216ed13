package dev.holdfast.core.wire;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.Octets;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A neighbour solicitation (RFC 4861 section 4.3): who answers for an IPv6 address?
 *
 * @param source the sender's address; unspecified when the sender wants the address for itself (RFC 4862 section 5.4)
 * @param target the address it asks for
 */
public record NeighbourSolicitation(IpAddress source, IpAddress target) {
    private static final int TYPE = 135;
    private static final int SOURCE_LINK_LAYER = 1;
    private static final long SOLICITED_NODE_HIGH = 0xff02_0000_0000_0000L;
    private static final long SOLICITED_NODE_LOW = 0x1_ff00_0000L;
    private static final long LAST_THREE = 0xff_ffff;

    /**
     * The Ethernet frame that asks who answers for an address. It teaches the one that answers our own address, and nobody
     * anything of {@code target}.
     *
     * @param source an address of this node
     * @throws IllegalArgumentException when an address is not IPv6
     */
    public static Octets frame(IpAddress target, IpAddress source, MacAddress sender) {
        if (target.family() != IpFamily.IPV6 || source.family() != IpFamily.IPV6) {
            throw new IllegalArgumentException(
                    "neighbour discovery is for IPv6, not for " + target + " from " + source);
        }
        IpAddress group = groupOf(target);
        ByteBuffer mac = ByteBuffer.allocate(6).put((byte) 0x33).put((byte) 0x33);
        mac.put(group.toByteArray(), 12, 4);
        return NeighbourDiscovery.of(source, group, TYPE, 0, target, SOURCE_LINK_LAYER, sender)
                .frame(MacAddress.of(mac.array()), sender);
    }

    /** Reads an Ethernet frame; empty for anything that RFC 4861 section 7.1.1 tells us not to believe. Never throws. */
    public static Optional<NeighbourSolicitation> parse(Octets frame) {
        return NeighbourDiscovery.parse(frame, TYPE)
                .filter(read -> !read.source().isUnspecified()
                        || (read.destination().equals(groupOf(read.target()))
                                && read.linkLayer(SOURCE_LINK_LAYER).isEmpty()))
                .map(read -> new NeighbourSolicitation(read.source(), read.target()));
    }

    /** The solicited-node group, RFC 4291 section 2.7.1. */
    private static IpAddress groupOf(IpAddress target) {
        return new IpAddress(IpFamily.IPV6, SOLICITED_NODE_HIGH, SOLICITED_NODE_LOW | (target.low() & LAST_THREE));
    }
}
