/**
 * Bytes to values and back: VRRPv2, VRRPv3, IPv4 headers, ARP, neighbour discovery, and the Internet checksum.
 *
 * <p>Pure functions; no state, no clock. What a stranger sends is never an exception: it is a rejection with a reason.
 * Imports {@code net}.
 */
@NullMarked
package dev.holdfast.core.wire;

import org.jspecify.annotations.NullMarked;
