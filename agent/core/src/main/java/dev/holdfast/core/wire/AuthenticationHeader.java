package dev.holdfast.core.wire;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The IP authentication header around a VRRPv2 message on IPv4 (RFC 2338 section 5.3.6.3, RFC 2402 section 2), as
 * keepalived makes it.
 *
 * <pre>
 *   0     1     2  3    4 .. 7                   8 .. 11     12 .. 23
 *   112   4     0  0    SPI: the sender's IPv4   sequence    first 96 bits of HMAC-MD5
 * </pre>
 *
 * <p>keepalived takes the security parameters index from the source address. Nothing follows from it, and the digest covers
 * it, so it is not looked at.
 *
 * @param sequence grows with every advert of the virtual router, whoever sends it; 32 bits
 * @param digest 12 octets
 */
public record AuthenticationHeader(long sequence, Octets digest) {
    /** The IP protocol number. */
    public static final int PROTOCOL = 51;

    public static final int LENGTH = 24;

    /** How much of the digest is sent, in octets: HMAC-MD5-96 (RFC 2403). */
    public static final int DIGEST_LENGTH = 12;

    /** In words of four octets, less two (RFC 2402 section 2.2). */
    private static final int PAYLOAD_LENGTH = LENGTH / 4 - 2;

    private static final int SEQUENCE = 8;
    private static final int DIGEST = 12;

    private static final int IP_TOS = 1;
    private static final int IP_FRAGMENT = 6;
    private static final int IP_TTL = 8;
    private static final int IP_CHECKSUM = 10;

    /** The header and the message behind it, with the digest still to come. */
    public static Octets unsigned(IpAddress source, long sequence, Octets message) {
        ByteBuffer octets = ByteBuffer.allocate(LENGTH + message.length());
        octets.put((byte) VrrpLayout.PROTOCOL).put((byte) PAYLOAD_LENGTH).putShort((short) 0);
        octets.put(source.toByteArray()).putInt((int) sequence);
        message.copyTo(octets.array(), LENGTH);
        return Octets.of(octets.array());
    }

    /** Reads what an IPv4 packet of protocol 51 carries; empty when it is no such header around a VRRP message. */
    public static Optional<AuthenticationHeader> read(Octets payload) {
        if (payload.length() < LENGTH || payload.u8(0) != VrrpLayout.PROTOCOL || payload.u8(1) != PAYLOAD_LENGTH) {
            return Optional.empty();
        }
        long sequence = (long) payload.u16(SEQUENCE) << 16 | payload.u16(SEQUENCE + 2);
        return Optional.of(new AuthenticationHeader(sequence, payload.slice(DIGEST, LENGTH)));
    }

    /**
     * What the digest is made over: the whole IPv4 packet with zeros for the digest and for what may change on the way. By
     * RFC 2402 section 3.3.3.1.1 the TTL is among that; keepalived counts it in where a group is the destination, because
     * nobody forwards that.
     */
    public static byte[] covered(Octets packet, boolean multicast) {
        byte[] octets = packet.toByteArray();
        ByteBuffer zeroed = ByteBuffer.wrap(octets);
        zeroed.put(IP_TOS, (byte) 0);
        zeroed.putShort(IP_FRAGMENT, (short) 0);
        zeroed.putShort(IP_CHECKSUM, (short) 0);
        if (!multicast) {
            zeroed.put(IP_TTL, (byte) 0);
        }
        Arrays.fill(octets, digestAt(packet), digestAt(packet) + DIGEST_LENGTH, (byte) 0);
        return octets;
    }

    /** The packet with the digest in its place. */
    public static Octets signed(Octets packet, byte[] fullDigest) {
        byte[] octets = packet.toByteArray();
        System.arraycopy(fullDigest, 0, octets, digestAt(packet), DIGEST_LENGTH);
        return Octets.of(octets);
    }

    private static int digestAt(Octets packet) {
        return 4 * (packet.u8(0) & 0xf) + DIGEST;
    }
}
