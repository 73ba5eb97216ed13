package dev.holdfast.exporter.webhook.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * An event before it is numbered for a receiver.
 *
 * @param topic what it is about: of two with the same topic, the newer one says all that still matters
 * @param madeMillis when it happened, wall time
 * @param envelope with a place for the number and the links
 */
public record Notice(String topic, long madeMillis, Envelope envelope) {
    /** The event as one receiver gets it. */
    public Envelope numbered(long sequence, Map<String, String> links) {
        ObjectNode whole = envelope.json().deepCopy();
        ObjectNode data = whole.withObject("/data");
        data.put("sequence", sequence);
        ObjectNode named = data.putObject("links");
        links.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(link -> named.put(link.getKey(), link.getValue()));
        return new Envelope(whole);
    }
}
