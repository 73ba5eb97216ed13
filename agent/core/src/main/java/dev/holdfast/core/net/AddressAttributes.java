package dev.holdfast.core.net;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel keeps with an address beside its prefix and its interface. To change one of these the address has to be
 * taken off and installed anew.
 *
 * @param label the IPv4 label ({@code eth0:vip}) that old tools show, if the operator wants one
 * @param scope how far the address is valid, 0 (everywhere) to 254 (this host); IPv4 alone, as IPv6 addresses say it
 *     themselves
 * @param broadcast the IPv4 broadcast address, if the operator wants one
 * @param preferred whether connections may come from it; otherwise the kernel calls it deprecated
 * @param detectsDuplicates whether the kernel asks the link before an IPv6 address is usable, which takes about a second
 *     (RFC 4862 section 5.4)
 * @param prefixRoute whether the kernel adds the route to the network of the prefix
 */
public record AddressAttributes(
        Optional<String> label,
        int scope,
        Optional<IpAddress> broadcast,
        boolean preferred,
        boolean detectsDuplicates,
        boolean prefixRoute) {
    /** RT_SCOPE_HOST; beyond it is only "nowhere". */
    public static final int MAX_SCOPE = 254;

    public AddressAttributes {
        if (scope < 0 || scope > MAX_SCOPE) {
            throw new IllegalArgumentException("scope must be 0..254, was " + scope);
        }
    }

    /**
     * What an address has of which nothing was said. A /128 of IPv6 is never preferred, so that it is never chosen as a
     * source; keepalived does the same.
     */
    public static AddressAttributes standard(IpPrefix prefix) {
        boolean isIpv6Host = prefix.family() == IpFamily.IPV6
                && prefix.length() == prefix.family().bits();
        return new AddressAttributes(Optional.empty(), 0, Optional.empty(), !isIpv6Host, false, true);
    }

    public AddressAttributes withLabel(String text) {
        return new AddressAttributes(Optional.of(text), scope, broadcast, preferred, detectsDuplicates, prefixRoute);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AddressAttributes that
                && scope == that.scope
                && preferred == that.preferred
                && detectsDuplicates == that.detectsDuplicates
                && prefixRoute == that.prefixRoute
                && label.equals(that.label)
                && broadcast.equals(that.broadcast);
    }

    @Override
    public int hashCode() {
        int flags = (preferred ? 1 : 0) + (detectsDuplicates ? 2 : 0) + (prefixRoute ? 4 : 0);
        return 31 * (31 * (31 * label.hashCode() + broadcast.hashCode()) + scope) + flags;
    }
}
