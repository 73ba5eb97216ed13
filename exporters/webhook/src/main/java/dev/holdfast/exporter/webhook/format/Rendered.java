package dev.holdfast.exporter.webhook.format;

import dev.holdfast.core.net.Octets;
import java.util.Map;

/**
 * A request, but for what concerns the way to the receiver.
 *
 * @param pathSuffix what follows the path of the receiver's URL; mostly empty
 * @param contentType of the body
 * @param headers what this format says in headers
 */
public record Rendered(String pathSuffix, String contentType, Map<String, String> headers, Octets body) {
    static final String JSON = "application/json";

    public Rendered {
        headers = Map.copyOf(headers);
    }

    static Rendered json(com.fasterxml.jackson.databind.JsonNode body) {
        return new Rendered("", JSON, Map.of(), Json.octets(body));
    }
}
