/**
 * Netlink: messages as octets and back, and the socket that carries them. Knows the framing, not what the messages say.
 *
 * <p>Imports {@code libc}. A socket belongs to the thread that uses it; the codec is pure.
 */
@NullMarked
package dev.holdfast.linux.netlink;

import org.jspecify.annotations.NullMarked;
