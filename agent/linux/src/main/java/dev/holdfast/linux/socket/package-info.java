/**
 * Raw sockets: VRRP messages in and out for both families, and frames that tell neighbours who answers for an address.
 *
 * <p>Everything here belongs to the agent loop. Imports {@code libc}, {@code route} for interface numbers, and of the
 * core {@code net}, {@code port} and {@code wire}. Decides nothing.
 */
@NullMarked
package dev.holdfast.linux.socket;

import org.jspecify.annotations.NullMarked;
