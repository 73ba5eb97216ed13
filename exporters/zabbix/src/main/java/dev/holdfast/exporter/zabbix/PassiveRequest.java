package dev.holdfast.exporter.zabbix;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.IntStream;

/**
 * What a Zabbix server, a proxy or {@code zabbix_get} asks, and its answer: up to Zabbix 6.4 a key alone, from 7.0 on JSON
 * with a list of keys.
 */
final class PassiveRequest {
    /** A server asks for one; more than this is no server. */
    private static final int MAX_KEYS = 64;

    private static final String BAD_JSON = "Invalid passive check request.";

    /** Of the protocol, not ours: what a server reads it for is to know how to talk to us. */
    private static final String VERSION = "7.0.0";

    /** An agent that is no zabbix_agentd. */
    private static final int VARIANT = 2;

    private final Items items;

    PassiveRequest(Items items) {
        this.items = items;
    }

    /** The answer's data. */
    String answer(String body) {
        return body.startsWith("{")
                ? json(body)
                : items.answer(body.stripTrailing()).plain();
    }

    private String json(String body) {
        JsonNode request;
        try {
            request = Json.MAPPER.readTree(body);
        } catch (JsonProcessingException theirs) {
            return refusal();
        }
        JsonNode data = request.path("data");
        boolean wellFormed =
                request.path("request").asText().equals("passive checks") && data.isArray() && data.size() <= MAX_KEYS;
        return wellFormed ? answers(data) : refusal();
    }

    private String answers(JsonNode data) {
        ObjectNode answer = envelope();
        ArrayNode values = answer.putArray("data");
        IntStream.range(0, data.size()).forEach(i -> {
            Answer each = items.answer(data.get(i).path("key").asText());
            values.addObject().put(each.supported() ? "value" : "error", each.text());
        });
        return answer.toString();
    }

    private static String refusal() {
        return envelope().put("error", BAD_JSON).toString();
    }

    private static ObjectNode envelope() {
        return Json.MAPPER.createObjectNode().put("version", VERSION).put("variant", VARIANT);
    }
}
