/**
 * The border to the C library: the only place with native calls. Everything above it speaks numbers, buffers and {@link
 * dev.holdfast.linux.libc.ErrnoException}.
 *
 * <p>Layouts are those of 64-bit little-endian Linux (x86-64, aarch64). Imports {@code core.net} and {@code core.port}
 * for values and outcomes. No thread of its own; a buffer or socket belongs to the thread that uses it.
 */
@NullMarked
package dev.holdfast.linux.libc;

import org.jspecify.annotations.NullMarked;
