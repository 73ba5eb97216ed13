package dev.holdfast.core.wire;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import java.nio.ByteBuffer;

/**
 * What keepalived's {@code auth_hmac} puts behind a VRRP message (draft-cassen-vrrp-auth-hmac, keepalived from 2.4.2 on).
 *
 * <pre>
 *   0        1       2  3      4 .. 7         8  9            10 11     12 .. 27
 *   scheme   key id  0  0      seconds UTC    1/65536 s       counter   first half of HMAC-SHA256
 * </pre>
 *
 * @param scheme 1 for HMAC-SHA256, the only one there is
 * @param keyId which of the shared keys, 1 to 255
 * @param reserved zero
 * @param sequence seconds, fraction and counter as one number of 64 bits
 * @param digest 16 octets
 */
public record HmacTrailer(int scheme, int keyId, int reserved, long sequence, Octets digest) {
    public static final int LENGTH = 28;

    /** How much of the digest is sent, in octets. */
    public static final int DIGEST_LENGTH = 16;

    private static final int SCHEME_SHA256 = 1;
    private static final int HEAD_LENGTH = LENGTH - DIGEST_LENGTH;
    private static final int BOUND_LENGTH = 20;
    private static final Octets NO_DIGEST = Octets.of(new byte[DIGEST_LENGTH]);

    /** A trailer that has its digest still to come. */
    public static HmacTrailer unsigned(int keyId, long sequence) {
        return new HmacTrailer(SCHEME_SHA256, keyId, 0, sequence, NO_DIGEST);
    }

    public HmacTrailer signed(byte[] fullDigest) {
        return new HmacTrailer(scheme, keyId, reserved, sequence, Octets.of(fullDigest, 0, DIGEST_LENGTH));
    }

    /** Reads 28 octets; any are readable, {@link #isWellFormed} tells whether they make sense. */
    static HmacTrailer read(Octets octets) {
        ByteBuffer from = ByteBuffer.wrap(octets.toByteArray());
        int scheme = from.get() & 0xff;
        int keyId = from.get() & 0xff;
        int reserved = from.getShort() & 0xffff;
        return new HmacTrailer(scheme, keyId, reserved, from.getLong(), octets.slice(HEAD_LENGTH, LENGTH));
    }

    public boolean isWellFormed() {
        return scheme == SCHEME_SHA256 && reserved == 0;
    }

    /** The wall time it claims, in seconds since 1970, as a number of 32 bits that wraps. */
    public int seconds() {
        return (int) (sequence >>> 32);
    }

    public Octets toOctets() {
        ByteBuffer octets = ByteBuffer.allocate(LENGTH);
        putHead(octets);
        digest.copyTo(octets.array(), HEAD_LENGTH);
        return Octets.of(octets.array());
    }

    /**
     * What the digest is made over: family, version, VRID and sender, so that an advert of one virtual router or node does
     * not pass for another's; the message without its checksum, which IPv6 sockets fill in later; the trailer without the
     * digest. The IP header stays outside.
     *
     * @param message the VRRP message alone
     */
    public byte[] covered(Octets message, IpAddress source) {
        ByteBuffer octets = ByteBuffer.allocate(BOUND_LENGTH + message.length() + LENGTH);
        octets.put((byte) source.family().version());
        octets.put((byte) (message.u8(VrrpLayout.VERSION_AND_TYPE) >>> 4));
        octets.put((byte) message.u8(VrrpLayout.VRID));
        octets.put((byte) 0);
        octets.put(source.toByteArray());
        message.copyTo(octets.array(), BOUND_LENGTH);
        octets.putShort(BOUND_LENGTH + VrrpLayout.CHECKSUM, (short) 0);
        putHead(octets.position(BOUND_LENGTH + message.length()));
        return octets.array();
    }

    private void putHead(ByteBuffer octets) {
        octets.put((byte) scheme).put((byte) keyId).putShort((short) reserved).putLong(sequence);
    }
}
