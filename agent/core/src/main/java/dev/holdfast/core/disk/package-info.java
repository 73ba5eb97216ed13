/**
 * What stands on a disk that all nodes share: its header, where each node's sectors are, and the mark in a sector.
 *
 * <p>Values and their octets alone; who writes which mark when is decided in {@code arbitrate}. May import {@code net}.
 */
@NullMarked
package dev.holdfast.core.disk;

import org.jspecify.annotations.NullMarked;
