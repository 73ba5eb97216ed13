package dev.holdfast.exporter.zabbix;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Octets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The status document as text, and as a tree to look things up in.
 *
 * @param text JSON
 */
record StatusText(String text, JsonNode root) {
    static StatusText of(Octets document) {
        String text = new String(document.toByteArray(), StandardCharsets.UTF_8);
        try {
            return new StatusText(text, Json.MAPPER.readTree(text));
        } catch (JsonProcessingException ours) {
            throw new IllegalStateException("a status document that is no JSON", ours);
        }
    }

    Optional<JsonNode> instance(String name) {
        for (JsonNode instance : root.path("instances")) {
            if (instance.path("name").asText().equals(name)) {
                return Optional.of(instance);
            }
        }
        return Optional.empty();
    }

    /** What the instances say of a virtual address, each with the name of the instance. */
    List<JsonNode> addresses(IpAddress wanted) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode instance : root.path("instances")) {
            for (JsonNode entry : instance.path("addresses")) {
                if (IpPrefix.parse(entry.path("address").asText()).address().equals(wanted)) {
                    found.add(((ObjectNode) entry).set("instance", instance.path("name")));
                }
            }
        }
        return found;
    }
}
