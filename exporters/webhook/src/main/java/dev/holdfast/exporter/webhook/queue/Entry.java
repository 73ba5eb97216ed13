package dev.holdfast.exporter.webhook.queue;

import dev.holdfast.exporter.webhook.event.Envelope;

/**
 * An event that waits for its receiver.
 *
 * @param sequence its number at this receiver, one more than that of the event before it
 * @param topic what it is about: a newer one with the same topic may take its place when there is no room
 * @param madeMillis when it happened, wall time
 */
public record Entry(long sequence, String topic, long madeMillis, Envelope envelope) {
    boolean isIncident() {
        return envelope.incident().isPresent();
    }
}
