/**
 * What the outside may see: an immutable snapshot, a stream of events, and the contract of an exporter.
 *
 * <p>JDK types and {@code net} values only, so that an exporter needs nothing else.
 */
@NullMarked
package dev.holdfast.core.spi;

import org.jspecify.annotations.NullMarked;
