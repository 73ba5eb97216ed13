package dev.holdfast.core.net;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address as a value.
 *
 * <p>Ordered as VRRP's tie-break wants it: as unsigned octets in network order (RFC 9568 section 6.4.3). Never resolves
 * a name.
 *
 * @param family which protocol
 * @param high the upper 64 bits; 0 for IPv4
 * @param low the lower 64 bits; an IPv4 address takes the lowest 32
 */
public record IpAddress(IpFamily family, long high, long low) implements Comparable<IpAddress> {
    public IpAddress {
        if (family == IpFamily.IPV4 && (high != 0 || low >>> 32 != 0)) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits");
        }
    }

    /**
     * From 4 or 16 octets in network order.
     *
     * @throws IllegalArgumentException for any other length
     */
    public static IpAddress of(byte... octets) {
        ByteBuffer buffer = ByteBuffer.wrap(octets);
        return switch (octets.length) {
            case 4 -> new IpAddress(IpFamily.IPV4, 0, buffer.getInt() & 0xffff_ffffL);
            case 16 -> new IpAddress(IpFamily.IPV6, buffer.getLong(), buffer.getLong());
            default -> throw new IllegalArgumentException("an address has 4 or 16 octets, not " + octets.length);
        };
    }

    /** From 4 or 16 octets in network order. */
    public static IpAddress of(Octets octets) {
        return of(octets.toByteArray());
    }

    /**
     * Reads a literal such as {@code 192.0.2.1} or {@code fe80::1}.
     *
     * @throws IllegalArgumentException when the text is no address literal; names are never looked up
     */
    public static IpAddress parse(String text) {
        return IpLiteral.parse(text);
    }

    /** The address in network order, 4 or 16 octets. */
    public byte[] toByteArray() {
        return family == IpFamily.IPV4
                ? ByteBuffer.allocate(4).putInt((int) low).array()
                : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    /** 169.254.0.0/16 or fe80::/10. */
    public boolean isLinkLocal() {
        return family == IpFamily.IPV4 ? low >>> 16 == 0xa9feL : high >>> 54 == 0x3faL;
    }

    /** 224.0.0.0/4 or ff00::/8. */
    public boolean isMulticast() {
        return family == IpFamily.IPV4 ? low >>> 28 == 0xeL : high >>> 56 == 0xffL;
    }

    /** All bits zero: the address that means none. */
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    /** IPv4 before IPv6, then by unsigned octets. */
    @Override
    public int compareTo(IpAddress other) {
        int byFamily = family.compareTo(other.family);
        if (byFamily != 0) {
            return byFamily;
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** The canonical text, RFC 5952 for IPv6. */
    @Override
    public String toString() {
        return IpLiteral.format(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpAddress that && family == that.family && high == that.high && low == that.low;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * family.version() + Long.hashCode(high)) + Long.hashCode(low);
    }
}
