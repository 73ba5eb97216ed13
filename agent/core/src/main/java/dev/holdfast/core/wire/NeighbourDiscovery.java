package dev.holdfast.core.wire;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.Octets;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What neighbour solicitations and advertisements have in common (RFC 4861 sections 4.3, 4.4 and 7.1): an ICMPv6 message
 * with a target, and options.
 *
 * @param source the sender's address
 * @param destination where it was sent to
 * @param message from the ICMPv6 type to the end of the options; they hold together
 */
record NeighbourDiscovery(IpAddress source, IpAddress destination, Octets message) {
    static final int ICMPV6 = 58;

    /** From the type to the target. */
    static final int FIXED = 24;

    private static final int HOP_LIMIT = 255;
    private static final int OPTION_UNIT = 8;
    private static final int IPV6_HEADER = 40;
    private static final int FLAGS = 4;
    private static final int TARGET = 8;

    /** Version 6 and the traffic class of network control, as the adverts have it. */
    private static final int VERSION_AND_CLASS = 0x6c00_0000;

    /**
     * The message alone, its checksum for this way.
     *
     * @param option the type of the one option, a link-layer address
     */
    static NeighbourDiscovery of(
            IpAddress source,
            IpAddress destination,
            int type,
            int flags,
            IpAddress target,
            int option,
            MacAddress mac) {
        ByteBuffer message = ByteBuffer.allocate(FIXED + OPTION_UNIT);
        message.put((byte) type).put((byte) 0).putShort((short) 0);
        message.put((byte) flags).put(new byte[3]).put(target.toByteArray());
        message.put((byte) option).put((byte) 1).put(mac.toByteArray());
        Octets pseudoHeader = PseudoHeader.of(source, destination, ICMPV6, message.capacity());
        message.putShort(2, (short) InternetChecksum.of(pseudoHeader, Octets.of(message.array())));
        return new NeighbourDiscovery(source, destination, Octets.of(message.array()));
    }

    /** The whole Ethernet frame. */
    Octets frame(MacAddress to, MacAddress from) {
        ByteBuffer packet = ByteBuffer.allocate(IPV6_HEADER + message.length());
        packet.putInt(VERSION_AND_CLASS).putShort((short) message.length());
        packet.put((byte) ICMPV6).put((byte) HOP_LIMIT);
        packet.put(source.toByteArray()).put(destination.toByteArray()).put(message.toByteArray());
        return EtherFrame.of(to, from, EtherFrame.TYPE_IPV6, Octets.of(packet.array()));
    }

    /** Reads a frame; empty when it holds no message of this type, or one that is not to be believed. Never throws. */
    static Optional<NeighbourDiscovery> parse(Octets frame, int type) {
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
        NeighbourDiscovery read = new NeighbourDiscovery(
                IpAddress.of(packet.slice(8, 24)),
                IpAddress.of(packet.slice(24, IPV6_HEADER)),
                packet.slice(IPV6_HEADER, IPV6_HEADER + length));
        return Optional.of(read).filter(found -> found.isBelievable(type));
    }

    private boolean isBelievable(int type) {
        return message.u8(0) == type
                && message.u8(1) == 0
                && InternetChecksum.isValid(PseudoHeader.of(source, destination, ICMPV6, message.length()), message)
                && !target().isMulticast()
                && optionsHoldTogether();
    }

    private boolean optionsHoldTogether() {
        int at = FIXED;
        while (at + 1 < message.length() && message.u8(at + 1) > 0) {
            at += message.u8(at + 1) * OPTION_UNIT;
        }
        return at == message.length();
    }

    IpAddress target() {
        return IpAddress.of(message.slice(TARGET, FIXED));
    }

    boolean has(int flag) {
        return (message.u8(FLAGS) & flag) != 0;
    }

    /** The link-layer address in the first option of this type. */
    Optional<MacAddress> linkLayer(int option) {
        for (int at = FIXED; at < message.length(); at += message.u8(at + 1) * OPTION_UNIT) {
            if (message.u8(at) == option) {
                return Optional.of(EtherFrame.macAt(message, at + 2));
            }
        }
        return Optional.empty();
    }
}
