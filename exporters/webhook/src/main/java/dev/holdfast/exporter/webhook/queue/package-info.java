/**
 * What waits for a receiver: in order, bounded, on disk.
 *
 * <p>Usable from any thread. Imports {@code event} and Jackson.
 */
@NullMarked
package dev.holdfast.exporter.webhook.queue;

import org.jspecify.annotations.NullMarked;
