package dev.holdfast.core.net;

/**
 * What identifies a virtual router on one node: VRRP runs per interface, family and VRID (RFC 9568 section 1.7).
 * Instance names are for people; this is for packets and reloads.
 */
public record RouterKey(InterfaceName dev, IpFamily family, Vrid vrid) {
    @Override
    public String toString() {
        return dev + "/ipv" + family.version() + "/" + vrid;
    }
}
