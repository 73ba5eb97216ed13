package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import java.util.Optional;

/** Address literals, and which of them can be a host's own. */
final class Addresses {
    private static final IpAddress BROADCAST = IpAddress.parse("255.255.255.255");

    /** The longest literal has 45 characters. */
    private static final int MAX_LENGTH = 45;

    private Addresses() {}

    static Optional<IpAddress> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(IpAddress.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // The caller reports it, with the place.
        }
    }

    /** Why {@link #parse} was not content. */
    static String complaint(String text) {
        if (text.matches("[0-9]{1,20}|0x[0-9a-fA-F]{1,16}")) {
            return "must be an IP address such as 192.0.2.10, was the number " + text;
        }
        if (text.indexOf('/') >= 0
                && parse(text.substring(0, text.indexOf('/'))).isPresent()) {
            return "must be an IP address without a prefix length, was " + Excerpt.quoted(text);
        }
        return "must be an IP address such as 192.0.2.10 or 2001:db8::10 (names are not looked up), was "
                + Excerpt.quoted(text);
    }

    /** Why no single host can have this address; empty when one can. */
    static Optional<String> unfit(IpAddress address) {
        if (address.isMulticast()) {
            return Optional.of("a multicast address");
        }
        if (isThisNetwork(address)) {
            return Optional.of("an unspecified address");
        }
        if (isLoopback(address)) {
            return Optional.of("a loopback address");
        }
        if (address.equals(BROADCAST)) {
            return Optional.of("the broadcast address");
        }
        return isMappedIpv4(address) ? Optional.of("an IPv4 address in IPv6 clothes") : Optional.empty();
    }

    static boolean isLoopback(IpAddress address) {
        return address.family() == IpFamily.IPV4
                ? address.low() >>> 24 == 127
                : address.high() == 0 && address.low() == 1;
    }

    /** 0.0.0.0/8 or ::. */
    private static boolean isThisNetwork(IpAddress address) {
        return address.family() == IpFamily.IPV4 ? address.low() >>> 24 == 0 : address.isUnspecified();
    }

    /** ::ffff:0:0/96. */
    private static boolean isMappedIpv4(IpAddress address) {
        return address.family() == IpFamily.IPV6 && address.high() == 0 && address.low() >>> 32 == 0xffffL;
    }
}
