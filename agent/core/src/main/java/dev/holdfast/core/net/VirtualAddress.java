package dev.holdfast.core.net;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One virtual address and where it belongs.
 *
 * @param prefix the address with its network length
 * @param dev the interface that carries it, usually the virtual router's own
 * @param label the IPv4 label ({@code eth0:vip}) that old tools show, if the operator wants one
 */
public record VirtualAddress(IpPrefix prefix, InterfaceName dev, Optional<String> label) {
    public static VirtualAddress of(String prefix, InterfaceName dev) {
        return new VirtualAddress(IpPrefix.parse(prefix), dev, Optional.empty());
    }

    public IpAddress address() {
        return prefix.address();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VirtualAddress that
                && prefix.equals(that.prefix)
                && dev.equals(that.dev)
                && label.equals(that.label);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * prefix.hashCode() + dev.hashCode()) + label.hashCode();
    }

    @Override
    public String toString() {
        return prefix + " dev " + dev;
    }
}
