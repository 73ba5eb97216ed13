/**
 * Events of the agent as events for others: the envelope that is documented, numbered for each receiver, and the incidents
 * that begin and end.
 *
 * <p>Used by the exporter's writer thread. Imports {@code core.spi}, its values, and Jackson.
 */
@NullMarked
package dev.holdfast.exporter.webhook.event;

import org.jspecify.annotations.NullMarked;
