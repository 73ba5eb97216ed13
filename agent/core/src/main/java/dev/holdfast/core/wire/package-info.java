/**
 * Bytes to values and back: VRRPv2, VRRPv3, IPv4 headers, ARP, neighbour discovery, and the Internet checksum.
 *
 * <p>Pure functions; no state, no clock; usable from any thread. What a stranger sends is never an exception: it is a
 * rejection with a reason. Imports {@code net}, and {@code spi} for the reasons.
 */
@NullMarked
package dev.holdfast.core.wire;

import org.jspecify.annotations.NullMarked;
