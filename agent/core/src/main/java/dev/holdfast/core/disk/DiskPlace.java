package dev.holdfast.core.disk;

import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.Vrid;

/**
 * Which virtual router a sector is about. Both nodes know it without being told: interfaces have names of their own on each
 * node, the family and the VRID are the same.
 */
public record DiskPlace(IpFamily family, Vrid vrid) {
    private static final int VRIDS = 255;

    public static DiskPlace of(RouterKey router) {
        return new DiskPlace(router.family(), router.vrid());
    }

    /** The number of the router on a disk, from 0 on. */
    int index() {
        return (family == IpFamily.IPV6 ? VRIDS : 0) + vrid.value() - 1;
    }
}
