package dev.holdfast.exporter.webhook.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.exporter.webhook.event.Envelope;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A line of a journal: an event was added, an event is done with, or the number of the next one.
 *
 * <p>{@code {"next":1}}, {@code {"add":1,"topic":…,"made":…,"event":{…}}}, {@code {"done":1}}.
 */
final class JournalLine {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Told what a line says. */
    interface Reader {
        void onNext(long sequence);

        void onAdd(Entry entry);

        void onDone(long sequence);
    }

    private JournalLine() {}

    static byte[] next(long sequence) {
        return ("{\"next\":" + sequence + "}\n").getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] done(long sequence) {
        return ("{\"done\":" + sequence + "}\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** The event is the last field, so that its octets need not be understood to be written. */
    static byte[] add(Entry entry) {
        ObjectNode head = MAPPER.createObjectNode()
                .put("add", entry.sequence())
                .put("topic", entry.topic())
                .put("made", entry.madeMillis());
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        String start = head.toString();
        line.writeBytes(start.substring(0, start.length() - 1).getBytes(StandardCharsets.UTF_8));
        line.writeBytes(",\"event\":".getBytes(StandardCharsets.US_ASCII));
        line.writeBytes(entry.json().toByteArray());
        line.writeBytes("}\n".getBytes(StandardCharsets.US_ASCII));
        return line.toByteArray();
    }

    /** Understands a line, or says that it is none. */
    static boolean read(String text, Reader reader) {
        Optional<JsonNode> line = parse(text);
        if (line.isEmpty()) {
            return false;
        }
        JsonNode found = line.get();
        if (found.path("next").isIntegralNumber()) {
            reader.onNext(found.path("next").longValue());
        } else if (found.path("done").isIntegralNumber()) {
            reader.onDone(found.path("done").longValue());
        } else if (found.path("add").isIntegralNumber() && found.path("event") instanceof ObjectNode event) {
            reader.onAdd(Entry.of(
                    found.path("add").longValue(),
                    found.path("topic").asText(),
                    found.path("made").longValue(),
                    new Envelope(event)));
        } else {
            return false;
        }
        return true;
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(MAPPER.readTree(text));
        } catch (JsonProcessingException torn) {
            return Optional.empty(); // Counted by whoever reads the journal.
        }
    }
}
