package dev.holdfast.core.wire;

import dev.holdfast.core.net.Octets;

/**
 * The authentication fields of a VRRPv2 packet (RFC 2338 section 5.3.6 and 5.3.10).
 *
 * @param type 0 for none, 1 for a password in clear text, which is no security at all, 2 for an
 *     {@link AuthenticationHeader} before the message
 * @param data the eight octets after the addresses
 */
public record Authentication(int type, Octets data) {
    public static final int LENGTH = 8;
    public static final Authentication NONE = new Authentication(0, Octets.of(new byte[LENGTH]));

    /** The proof stands elsewhere, and the data has no meaning. */
    public static final Authentication HEADER = new Authentication(2, Octets.of(new byte[LENGTH]));

    public Authentication {
        if (data.length() != LENGTH) {
            throw new IllegalArgumentException("authentication data has 8 octets, not " + data.length());
        }
    }

    /** A password, cut to eight octets and filled with zeros, as everybody does. */
    public static Authentication password(String password) {
        byte[] octets = password.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new Authentication(1, Octets.of(java.util.Arrays.copyOf(octets, LENGTH)));
    }

    /** Whether the proof stands in an {@link AuthenticationHeader}. */
    public boolean isHeader() {
        return type == HEADER.type;
    }

    /** Says which type it is and never the secret. */
    @Override
    public String toString() {
        return switch (type) {
            case 0 -> "none";
            case 1 -> "pass";
            case 2 -> "ah";
            default -> "type " + type;
        };
    }
}
