package dev.holdfast.exporter.webhook.queue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.core.net.Octets;
import dev.holdfast.exporter.webhook.event.Envelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * An event that waits for its receiver. As octets: a tree would take several times the memory, and thousands may wait.
 *
 * @param sequence its number at this receiver, one more than that of the event before it
 * @param topic what it is about: a newer one with the same topic may take its place when there is no room
 * @param madeMillis when it happened, wall time
 * @param isIncident whether it belongs to something that begins and ends
 * @param json the envelope
 */
public record Entry(long sequence, String topic, long madeMillis, boolean isIncident, Octets json) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Entry of(long sequence, String topic, long madeMillis, Envelope envelope) {
        byte[] json = envelope.json().toString().getBytes(StandardCharsets.UTF_8);
        return new Entry(sequence, topic, madeMillis, envelope.incident().isPresent(), Octets.of(json));
    }

    /** The event itself, made anew at each call. */
    public Envelope envelope() {
        try {
            return new Envelope(MAPPER.readValue(json.toByteArray(), ObjectNode.class));
        } catch (IOException ours) {
            throw new UncheckedIOException("an event that we wrote ourselves cannot be read", ours);
        }
    }
}
