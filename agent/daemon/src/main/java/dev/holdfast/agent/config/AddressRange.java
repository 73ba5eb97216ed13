package dev.holdfast.agent.config;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Addresses one after the other, as keepalived writes them: {@code 192.0.2.100}, {@code 192.0.2.100-110}, {@code
 * 192.0.2.250-192.0.3.5}, {@code 192.0.2.96/29}, which is every address of the network, and the like of IPv6.
 *
 * @param first the first; all of a range of IPv6 have its upper 64 bits
 * @param last the last, not before the first
 */
record AddressRange(IpAddress first, IpAddress last) {
    AddressRange {
        if (first.family() != last.family() || first.high() != last.high() || first.compareTo(last) > 0) {
            throw new IllegalArgumentException(first + " to " + last);
        }
    }

    /** Empty when the text is none. */
    static Optional<AddressRange> parse(String text) {
        try {
            int dash = text.indexOf('-');
            if (dash >= 0) {
                IpAddress first = IpAddress.parse(text.substring(0, dash));
                return Optional.of(new AddressRange(first, end(first, text.substring(dash + 1))));
            }
            IpPrefix prefix = IpPrefix.parse(text);
            return Optional.of(new AddressRange(prefix.address(), end(prefix)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // The caller reports it, with the place.
        }
    }

    /** A whole address, or what stands in place of the last part of the first one. */
    private static IpAddress end(IpAddress first, String text) {
        String start = first.toString();
        char separator = first.family() == IpFamily.IPV4 ? '.' : ':';
        boolean whole = text.indexOf(separator) >= 0;
        return IpAddress.parse(whole ? text : start.substring(0, start.lastIndexOf(separator) + 1) + text);
    }

    private static IpAddress end(IpPrefix prefix) {
        int hostBits = prefix.family().bits() - prefix.length();
        if (hostBits > Integer.SIZE) {
            throw new IllegalArgumentException("a larger range than there are IPv4 addresses: " + prefix);
        }
        if (!prefix.network().equals(prefix)) {
            throw new IllegalArgumentException("not the first address of its network: " + prefix);
        }
        IpAddress first = prefix.address();
        return new IpAddress(first.family(), first.high(), first.low() | ((1L << hostBits) - 1));
    }

    /** How many they are. */
    long size() {
        long more = last.low() - first.low();
        return more < 0 || more == Long.MAX_VALUE ? Long.MAX_VALUE : more + 1;
    }

    /** All of them; ask for the {@link #size} first. */
    List<IpAddress> addresses() {
        return LongStream.range(0, size())
                .mapToObj(i -> new IpAddress(first.family(), first.high(), first.low() + i))
                .toList();
    }
}
