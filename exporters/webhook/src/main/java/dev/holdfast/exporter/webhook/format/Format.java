package dev.holdfast.exporter.webhook.format;

import dev.holdfast.exporter.webhook.event.Envelope;

/** How an event is written for one kind of receiver. Pure; usable from any thread. */
public interface Format {
    /** Whether such a receiver can do anything with this event. */
    default boolean takes(Envelope event) {
        return true;
    }

    /**
     * Writes an event.
     *
     * @param nowMillis wall time of this attempt
     */
    Rendered render(Envelope event, long nowMillis);
}
