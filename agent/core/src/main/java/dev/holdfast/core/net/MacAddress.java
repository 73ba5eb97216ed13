package dev.holdfast.core.net;

import java.util.Locale;

/**
 * An Ethernet address.
 *
 * @param bits the address in the lowest 48 bits
 */
public record MacAddress(long bits) {
    public static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);

    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new IllegalArgumentException("an Ethernet address has 48 bits");
        }
    }

    /**
     * From six octets in network order.
     *
     * @throws IllegalArgumentException for any other length
     */
    public static MacAddress of(byte... octets) {
        if (octets.length != 6) {
            throw new IllegalArgumentException("an Ethernet address has 6 octets, not " + octets.length);
        }
        long bits = 0;
        for (byte octet : octets) {
            bits = (bits << 8) | (octet & 0xff);
        }
        return new MacAddress(bits);
    }

    /**
     * Where frames to a multicast group go: RFC 1112 section 6.4, RFC 2464 section 7.
     *
     * @throws IllegalArgumentException for an address that is no group
     */
    public static MacAddress ofGroup(IpAddress group) {
        if (!group.isMulticast()) {
            throw new IllegalArgumentException("not a multicast group: " + group);
        }
        return switch (group.family()) {
            case IPV4 -> new MacAddress(0x0100_5e00_0000L | (group.low() & 0x7f_ffff));
            case IPV6 -> new MacAddress(0x3333_0000_0000L | (group.low() & 0xffff_ffffL));
        };
    }

    /**
     * Reads {@code 02:00:00:00:00:0a}.
     *
     * @throws IllegalArgumentException when the text is no Ethernet address
     */
    public static MacAddress parse(String text) {
        if (!text.matches("([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}")) {
            throw new IllegalArgumentException("not an Ethernet address: " + text);
        }
        return new MacAddress(Long.parseLong(text.replace(":", ""), 16));
    }

    /** The six octets in network order. */
    public byte[] toByteArray() {
        byte[] octets = new byte[6];
        for (int i = 0; i < 6; i++) {
            octets[i] = (byte) (bits >>> (40 - 8 * i));
        }
        return octets;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%012x", bits).replaceAll("(..)(?!$)", "$1:");
    }
}
