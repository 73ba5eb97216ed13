package dev.holdfast.exporter.webhook.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.core.net.Octets;

/** JSON to octets. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static Octets octets(JsonNode node) {
        try {
            return Octets.of(MAPPER.writeValueAsBytes(node));
        } catch (JsonProcessingException ours) {
            throw new IllegalStateException("a tree that cannot be written", ours);
        }
    }
}
