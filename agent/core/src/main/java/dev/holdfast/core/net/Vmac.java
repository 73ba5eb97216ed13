package dev.holdfast.core.net;

import org.jspecify.annotations.Nullable;

/**
 * The macvlan interface that gives a virtual router a MAC address of its own (RFC 9568 section 7.3): whoever holds the
 * addresses answers with the same one, and clients need to learn nothing when they move.
 *
 * @param dev its name
 * @param router whose it is; it lies on that router's interface
 * @param sendsOnParent whether adverts leave by the router's own interface, with its MAC address
 */
public record Vmac(InterfaceName dev, RouterKey router, boolean sendsOnParent) {
    private static final long IPV4_PREFIX = 0x0000_5e00_0100L;
    private static final long IPV6_PREFIX = 0x0000_5e00_0200L;

    public Vmac {
        if (dev.equals(router.dev())) {
            throw new IllegalArgumentException("a macvlan is not the interface it lies on");
        }
    }

    /** 00-00-5E-00-01-{VRID}, for IPv6 00-00-5E-00-02-{VRID}. */
    public MacAddress mac() {
        long prefix = router.family() == IpFamily.IPV4 ? IPV4_PREFIX : IPV6_PREFIX;
        return new MacAddress(prefix | router.vrid().value());
    }

    @Override
    public String toString() {
        return dev + " on " + router.dev();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Vmac that
                && dev.equals(that.dev)
                && router.equals(that.router)
                && sendsOnParent == that.sendsOnParent;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * dev.hashCode() + router.hashCode()) + Boolean.hashCode(sendsOnParent);
    }
}
