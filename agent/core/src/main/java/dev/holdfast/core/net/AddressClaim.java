package dev.holdfast.core.net;

/**
 * Somebody says that it has an address, or that it wants one: what RFC 5227 section 2.4 and RFC 4862 section 5.4 call a
 * conflict, when we have the address.
 *
 * @param mac who says so: the hardware address that hosts would learn
 */
public record AddressClaim(ClaimKind kind, IpAddress address, MacAddress mac) {}
