package dev.holdfast.core.wire;

import dev.holdfast.core.net.Octets;

/**
 * The one's complement checksum of RFC 1071, which IPv4, ICMPv6 and VRRP share.
 *
 * <p>It sees every single flipped bit, but not that two words changed places, nor 0x0000 turned into 0xffff: what must
 * not be zero needs a check of its own.
 */
public final class InternetChecksum {
    private static final int ALL_ONES = 0xffff;

    private InternetChecksum() {}

    /**
     * The checksum to write into octets whose checksum field is still zero, 0 to 65535.
     *
     * @param parts what is summed up, one after the other; all but the last of even length
     */
    public static int of(Octets... parts) {
        return ~sum(parts) & ALL_ONES;
    }

    /** Whether octets that carry their checksum add up. */
    public static boolean isValid(Octets... parts) {
        return sum(parts) == ALL_ONES;
    }

    private static int sum(Octets... parts) {
        long sum = 0;
        for (int i = 0; i < parts.length; i++) {
            if (i < parts.length - 1 && parts[i].length() % 2 != 0) {
                throw new IllegalArgumentException("only the last part may have an odd length");
            }
            sum += words(parts[i]);
        }
        while (sum >>> 16 != 0) {
            sum = (sum & ALL_ONES) + (sum >>> 16);
        }
        return (int) sum;
    }

    private static long words(Octets part) {
        long sum = 0;
        int even = part.length() & ~1;
        for (int i = 0; i < even; i += 2) {
            sum += part.u16(i);
        }
        // RFC 1071 section 4.1: an odd octet counts as if a zero followed it.
        return even == part.length() ? sum : sum + (part.u8(even) << 8);
    }
}
