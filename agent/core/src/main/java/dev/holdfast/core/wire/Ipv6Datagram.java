package dev.holdfast.core.wire;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An IPv6 packet with VRRP in it and no extension header (RFC 8200 section 3). Raw sockets keep the header to themselves;
 * who sends frames writes it.
 *
 * @param hopLimit at arrival, 0 to 255
 * @param message what the header encloses, without Ethernet padding
 */
public record Ipv6Datagram(IpAddress source, IpAddress destination, int hopLimit, Octets message) {
    private static final int HEADER = 40;
    private static final int PAYLOAD_LENGTH = 4;
    private static final int NEXT_HEADER = 6;
    private static final int HOP_LIMIT = 7;
    private static final int SOURCE = 8;
    private static final int DESTINATION = 24;

    /** Version 6 and the traffic class of network control (CS6), as on IPv4. */
    private static final int VERSION_AND_CLASS = 0x6c00_0000;

    /**
     * A whole VRRP packet.
     *
     * @throws IllegalArgumentException for addresses that are not IPv6, and for numbers that do not fit
     */
    public static Octets encode(IpAddress source, IpAddress destination, int hopLimit, Octets message) {
        if (source.family() != IpFamily.IPV6 || destination.family() != IpFamily.IPV6) {
            throw new IllegalArgumentException("an IPv6 packet has IPv6 addresses");
        }
        if (hopLimit >>> 8 != 0 || message.length() >>> 16 != 0) {
            throw new IllegalArgumentException("does not fit: " + hopLimit + ", " + message.length() + " octets");
        }
        ByteBuffer packet = ByteBuffer.allocate(HEADER + message.length());
        packet.putInt(VERSION_AND_CLASS).putShort((short) message.length());
        packet.put((byte) VrrpLayout.PROTOCOL).put((byte) hopLimit);
        packet.put(source.toByteArray()).put(destination.toByteArray());
        message.copyTo(packet.array(), HEADER);
        return Octets.of(packet.array());
    }

    /** Reads a packet that begins with its header; empty when it does not hold together, or holds something else. */
    public static Optional<Ipv6Datagram> parse(Octets packet) {
        boolean isVrrp = packet.length() >= HEADER
                && packet.u8(0) >>> 4 == 6
                && packet.u8(NEXT_HEADER) == VrrpLayout.PROTOCOL
                && packet.u16(PAYLOAD_LENGTH) <= packet.length() - HEADER;
        if (!isVrrp) {
            return Optional.empty();
        }
        return Optional.of(new Ipv6Datagram(
                IpAddress.of(packet.slice(SOURCE, DESTINATION)),
                IpAddress.of(packet.slice(DESTINATION, HEADER)),
                packet.u8(HOP_LIMIT),
                packet.slice(HEADER, HEADER + packet.u16(PAYLOAD_LENGTH))));
    }
}
