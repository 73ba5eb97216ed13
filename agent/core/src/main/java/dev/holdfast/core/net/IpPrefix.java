package dev.holdfast.core.net;

import org.jspecify.annotations.Nullable;

/**
 * An address with the length of its network, as an interface carries it: {@code 192.0.2.100/24}.
 *
 * @param address the address itself, host bits included
 * @param length the network's length in bits, 0 to 32 or 0 to 128
 */
public record IpPrefix(IpAddress address, int length) {
    public IpPrefix {
        if (length < 0 || length > address.family().bits()) {
            throw new IllegalArgumentException("prefix length of " + address + " must be 0.."
                    + address.family().bits() + ", was " + length);
        }
    }

    /** The address alone: /32 or /128. */
    public static IpPrefix host(IpAddress address) {
        return new IpPrefix(address, address.family().bits());
    }

    /**
     * Reads {@code 192.0.2.100/24}; without a length the whole address counts.
     *
     * @throws IllegalArgumentException when the text is no prefix
     */
    public static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return host(IpAddress.parse(text));
        }
        String length = text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("not a prefix length: " + length);
        }
        return new IpPrefix(IpAddress.parse(text.substring(0, slash)), Integer.parseInt(length));
    }

    public IpFamily family() {
        return address.family();
    }

    /** The network this address lies in, host bits cleared. */
    public IpPrefix network() {
        int offset = address.family() == IpFamily.IPV4 ? 96 : 0; // IPv4 sits in the lowest 32 of the 128 bits.
        int bits = offset + length;
        long high = address.high() & mask(Math.min(bits, 64));
        long low = address.low() & mask(Math.max(bits - 64, 0));
        return new IpPrefix(new IpAddress(address.family(), high, low), length);
    }

    /** The IPv4 broadcast address of the network, host bits set; the address itself where there are none. */
    public IpAddress broadcast() {
        long hosts = family() == IpFamily.IPV4 ? (1L << (32 - length)) - 1 : 0;
        return new IpAddress(family(), address.high(), address.low() | hosts);
    }

    private static long mask(int bits) {
        return bits == 0 ? 0 : -1L << (64 - bits);
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpPrefix that && length == that.length && address.equals(that.address);
    }

    @Override
    public int hashCode() {
        return 31 * address.hashCode() + length;
    }
}
