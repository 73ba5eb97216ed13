/**
 * Delivery to one receiver: when to try, what an answer means, signatures, HTTP, what is counted.
 *
 * <p>One thread per receiver. Imports {@code event}, {@code format}, {@code queue} and the JDK's HTTP client.
 */
@NullMarked
package dev.holdfast.exporter.webhook.send;

import org.jspecify.annotations.NullMarked;
