package dev.holdfast.exporter.webhook.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.exporter.webhook.event.Envelope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a message for people lists, by name, in the order in which they ask. */
final class Facts {
    private static final List<String> SHOWN =
            List.of("node", "instance", "check", "from", "to", "reason", "faults", "peer", "vips", "detail");

    private Facts() {}

    static Map<String, String> of(Envelope event) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (String name : SHOWN) {
            String text = text(event.find("data." + name));
            if (!text.isEmpty()) {
                facts.put(name, text);
            }
        }
        facts.put("time", event.text("time"));
        return facts;
    }

    private static String text(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", "))
                : value.asText("");
    }
}
