/**
 * How an event is written for each kind of receiver: a class each, pure, from an envelope to a request.
 *
 * <p>Usable from any thread. Imports {@code event} and Jackson.
 */
@NullMarked
package dev.holdfast.exporter.webhook.format;

import org.jspecify.annotations.NullMarked;
