package dev.holdfast.core.wire;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An IPv4 packet (RFC 791 section 3.1), as a raw socket shows and takes it.
 *
 * @param ttl the time to live at arrival, 0 to 255
 * @param protocol the IP protocol number, 0 to 255
 * @param payload what the header encloses, without options and without Ethernet padding
 */
public record Ipv4Datagram(IpAddress source, IpAddress destination, int ttl, int protocol, Octets payload) {
    private static final int HEADER = 20;
    private static final int WORD = 4;
    private static final int MAX_LENGTH = 65_535;
    private static final int TOTAL_LENGTH = 2;
    private static final int FRAGMENT = 6;
    private static final int TTL = 8;
    private static final int PROTOCOL = 9;
    private static final int CHECKSUM = 10;
    private static final int SOURCE = 12;
    private static final int DESTINATION = 16;

    /** Network control (CS6), so that a congested link still carries the adverts; keepalived sends the same. */
    private static final int TOS_CS6 = 0xc0;

    /** More fragments to come, or an offset: a part of a packet. */
    private static final int IS_FRAGMENT = 0x3fff;

    /**
     * A whole VRRP datagram: protocol 112, TOS 0xC0, may be fragmented.
     *
     * @param ttl 0 to 255; multicast demands 255
     * @param identification 0 to 65535
     * @throws IllegalArgumentException for addresses that are not IPv4, and for numbers and lengths that do not fit
     */
    public static Octets encode(IpAddress source, IpAddress destination, int ttl, int identification, Octets message) {
        return encode(source, destination, VrrpLayout.PROTOCOL, ttl, identification, message);
    }

    /**
     * The same for another protocol.
     *
     * @param ttl 0 to 255; multicast demands 255
     * @param identification 0 to 65535
     * @throws IllegalArgumentException for addresses that are not IPv4, and for numbers and lengths that do not fit
     */
    public static Octets encode(
            IpAddress source, IpAddress destination, int protocol, int ttl, int identification, Octets message) {
        int length = HEADER + message.length();
        if (source.family() != IpFamily.IPV4 || destination.family() != IpFamily.IPV4) {
            throw new IllegalArgumentException("an IPv4 packet has IPv4 addresses");
        }
        if (ttl >>> 8 != 0 || identification >>> 16 != 0 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("does not fit: id " + identification + ", " + length + " octets");
        }
        ByteBuffer packet = ByteBuffer.allocate(length);
        packet.put((byte) (4 << 4 | HEADER / WORD)).put((byte) TOS_CS6);
        packet.putShort((short) length).putShort((short) identification).putShort((short) 0);
        packet.put((byte) ttl).put((byte) protocol).putShort((short) 0);
        packet.put(source.toByteArray()).put(destination.toByteArray());
        packet.put(message.toByteArray());
        packet.putShort(CHECKSUM, (short) InternetChecksum.of(Octets.of(packet.array(), 0, HEADER)));
        return Octets.of(packet.array());
    }

    /**
     * Reads a packet that begins with its IPv4 header; octets after its total length are ignored, for short packets
     * arrive padded.
     *
     * @return empty when the header does not hold together or the packet is a fragment. The header checksum is not
     *     looked at: the kernel has dropped what fails it.
     */
    public static Optional<Ipv4Datagram> parse(Octets packet) {
        if (packet.length() < HEADER || packet.u8(0) >>> 4 != 4) {
            return Optional.empty();
        }
        int header = (packet.u8(0) & 0xf) * WORD;
        int length = packet.u16(TOTAL_LENGTH);
        boolean isFragment = (packet.u16(FRAGMENT) & IS_FRAGMENT) != 0;
        if (header < HEADER || length < header || length > packet.length() || isFragment) {
            return Optional.empty();
        }
        return Optional.of(new Ipv4Datagram(
                IpAddress.of(packet.slice(SOURCE, SOURCE + 4)),
                IpAddress.of(packet.slice(DESTINATION, DESTINATION + 4)),
                packet.u8(TTL),
                packet.u8(PROTOCOL),
                packet.slice(header, length)));
    }
}
