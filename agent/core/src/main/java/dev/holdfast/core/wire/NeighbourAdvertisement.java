package dev.holdfast.core.wire;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.Octets;
import java.nio.ByteBuffer;
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
    private static final int ICMPV6 = 58;
    private static final int HOP_LIMIT = 255;
    private static final int TYPE = 136;
    private static final int ROUTER = 0x80;
    private static final int SOLICITED = 0x40;
    private static final int OVERRIDE = 0x20;
    private static final int TARGET_LINK_LAYER = 2;
    private static final int OPTION_UNIT = 8;
    private static final int IPV6_HEADER = 40;
    private static final int FIXED = 24;
    private static final int LENGTH = FIXED + OPTION_UNIT;

    /** Version 6 and the traffic class of network control, as the adverts have it. */
    private static final int VERSION_AND_CLASS = 0x6c00_0000;

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
        Octets message = message(vip, source, sender, router ? ROUTER | OVERRIDE : OVERRIDE);
        ByteBuffer packet = ByteBuffer.allocate(IPV6_HEADER + message.length());
        packet.putInt(VERSION_AND_CLASS).putShort((short) message.length());
        packet.put((byte) ICMPV6).put((byte) HOP_LIMIT);
        packet.put(source.toByteArray()).put(ALL_NODES.toByteArray()).put(message.toByteArray());
        return EtherFrame.of(ALL_NODES_MAC, sender, EtherFrame.TYPE_IPV6, Octets.of(packet.array()));
    }

    private static Octets message(IpAddress vip, IpAddress source, MacAddress sender, int flags) {
        ByteBuffer message = ByteBuffer.allocate(LENGTH);
        message.put((byte) TYPE).put((byte) 0).putShort((short) 0);
        message.put((byte) flags).put(new byte[3]).put(vip.toByteArray());
        message.put((byte) TARGET_LINK_LAYER).put((byte) 1).put(sender.toByteArray());
        Octets pseudoHeader = PseudoHeader.of(source, ALL_NODES, ICMPV6, LENGTH);
        message.putShort(2, (short) InternetChecksum.of(pseudoHeader, Octets.of(message.array())));
        return Octets.of(message.array());
    }

    /**
     * Reads an Ethernet frame; empty when it holds no neighbour advertisement, or one that RFC 4861 section 7.1.2 tells
     * us not to believe. Never throws.
     */
    public static Optional<NeighbourAdvertisement> parse(Octets frame) {
        if (!EtherFrame.carries(frame, EtherFrame.TYPE_IPV6, IPV6_HEADER + FIXED)) {
            return Optional.empty();
        }
        Octets packet = frame.slice(EtherFrame.HEADER, frame.length());
        int length = packet.u16(4);
        boolean isNeighbourTraffic = packet.u8(0) >>> 4 == 6
                && packet.u8(6) == ICMPV6
                // A hop limit of 255 proves that the sender is on this link.
                && packet.u8(7) == HOP_LIMIT
                && length >= FIXED
                && length <= packet.length() - IPV6_HEADER;
        if (!isNeighbourTraffic) {
            return Optional.empty();
        }
        IpAddress source = IpAddress.of(packet.slice(8, 24));
        IpAddress destination = IpAddress.of(packet.slice(24, IPV6_HEADER));
        return read(packet.slice(IPV6_HEADER, IPV6_HEADER + length), source, destination);
    }

    private static Optional<NeighbourAdvertisement> read(Octets message, IpAddress source, IpAddress destination) {
        IpAddress target = IpAddress.of(message.slice(8, FIXED));
        boolean solicited = (message.u8(4) & SOLICITED) != 0;
        boolean believable = message.u8(0) == TYPE
                && message.u8(1) == 0
                && InternetChecksum.isValid(PseudoHeader.of(source, destination, ICMPV6, message.length()), message)
                && !target.isMulticast()
                && !(solicited && destination.isMulticast())
                && optionsHoldTogether(message);
        if (!believable) {
            return Optional.empty();
        }
        return Optional.of(new NeighbourAdvertisement(
                source,
                target,
                (message.u8(4) & ROUTER) != 0,
                solicited,
                (message.u8(4) & OVERRIDE) != 0,
                linkLayer(message)));
    }

    private static boolean optionsHoldTogether(Octets message) {
        int at = FIXED;
        while (at + 1 < message.length() && message.u8(at + 1) > 0) {
            at += message.u8(at + 1) * OPTION_UNIT;
        }
        return at == message.length();
    }

    private static Optional<MacAddress> linkLayer(Octets message) {
        for (int at = FIXED; at < message.length(); at += message.u8(at + 1) * OPTION_UNIT) {
            if (message.u8(at) == TARGET_LINK_LAYER) {
                return Optional.of(EtherFrame.macAt(message, at + 2));
            }
        }
        return Optional.empty();
    }
}
