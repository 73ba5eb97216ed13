package dev.holdfast.core.net;

import org.jspecify.annotations.Nullable;

/**
 * What identifies a virtual router on one node: VRRP runs per interface, family and VRID (RFC 9568 section 1.7).
 * Instance names are for people; this is for packets and reloads.
 */
public record RouterKey(InterfaceName dev, IpFamily family, Vrid vrid) {
    @Override
    public String toString() {
        return dev + "/ipv" + family.version() + "/" + vrid;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RouterKey that
                && vrid.equals(that.vrid)
                && family == that.family
                && dev.equals(that.dev);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * dev.hashCode() + family.version()) + vrid.hashCode();
    }
}
