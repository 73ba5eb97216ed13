package dev.holdfast.exporter.zabbix;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The trapper protocol: values out, and what became of them back in. */
final class SenderData {
    static final String KEY = "vrrp.event";

    private static final long MILLIS_PER_SECOND = 1000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final Pattern FAILED = Pattern.compile("\\bfailed: (\\d{1,9})\\b");

    private SenderData() {}

    /** The request that brings values of the item {@value #KEY}. */
    static String request(String hostname, List<Pushed> values) {
        ObjectNode request = Json.MAPPER.createObjectNode().put("request", "sender data");
        ArrayNode data = request.putArray("data");
        for (Pushed value : values) {
            data.addObject()
                    .put("host", hostname)
                    .put("key", KEY)
                    .put("value", value.text())
                    .put("clock", value.epochMillis() / MILLIS_PER_SECOND)
                    .put("ns", value.epochMillis() % MILLIS_PER_SECOND * NANOS_PER_MILLI);
        }
        return request.toString();
    }

    /**
     * How many of the values Zabbix did not take. Its "success" says nothing: it stands there too when all have failed.
     *
     * @throws IOException when the answer is none, or says that the request failed as a whole
     */
    static int failed(String answer) throws IOException {
        JsonNode root;
        try {
            root = Json.MAPPER.readTree(answer);
        } catch (JsonProcessingException theirs) {
            throw new IOException("an answer that is no JSON");
        }
        String info = root.path("info").asText();
        Matcher failed = FAILED.matcher(info);
        if (!root.path("response").asText().equals("success") || !failed.find()) {
            throw new IOException("the answer " + root.path("response").asText() + " " + info);
        }
        return Integer.parseInt(failed.group(1));
    }
}
