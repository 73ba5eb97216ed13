package dev.holdfast.exporter.webhook.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.spi.Severity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;

/** An envelope being written: what all events have in common, in the order in which it is documented. */
final class Draft {
    /** An event is to stay below the 20 kB that receivers are asked to take. */
    static final int MOST_LISTED = 64;

    private static final int LONGEST_TEXT = 1_000;
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private final String id;
    private final String node;
    private final long madeMillis;
    private final ObjectNode envelope = JsonNodeFactory.instance.objectNode();
    private final ObjectNode data = JsonNodeFactory.instance.objectNode();

    Draft(String id, String node, long madeMillis, String type, Severity severity, String summary) {
        this.id = id;
        this.node = node;
        this.madeMillis = madeMillis;
        envelope.put("specversion", "1.0")
                .put("id", id)
                .put("source", "/vrrp/" + encoded(node))
                .put("type", type)
                .put("time", time())
                .put("subject", "agent")
                .put("datacontenttype", "application/json")
                .put("timestamp", time());
        data.put("node", node)
                .put("sequence", 0)
                .put("severity", severity.word())
                .put("summary", cut(summary));
    }

    String id() {
        return id;
    }

    String time() {
        return TIME.format(Instant.ofEpochMilli(madeMillis));
    }

    ObjectNode data() {
        return data;
    }

    /** About one instance, of which only the name may be left. */
    Draft about(String instance) {
        envelope.put("source", "/vrrp/" + encoded(node) + "/" + encoded(instance))
                .put("subject", instance);
        data.put("instance", instance);
        return this;
    }

    /** About one instance, which this is. */
    Draft about(String instance, RouterKey key) {
        about(instance);
        String family = "ipv" + key.family().version();
        envelope.put("subject", "vrid/" + key.vrid() + "/" + family);
        data.put("vrid", key.vrid().value()).put("family", family);
        data.put("interface", key.dev().value());
        return this;
    }

    Draft vips(List<VirtualAddress> addresses) {
        var list = data.putArray("vips");
        addresses.stream()
                .filter(VirtualAddress::advertised)
                .limit(MOST_LISTED)
                .forEach(address -> list.add(address.address().toString()));
        return this;
    }

    Draft put(String name, String value) {
        data.put(name, cut(value));
        return this;
    }

    Draft put(String name, long value) {
        data.put(name, value);
        return this;
    }

    Draft put(String name, List<String> values) {
        var list = data.putArray(name);
        values.stream().limit(MOST_LISTED).forEach(list::add);
        return this;
    }

    Draft incident(Incident incident) {
        data.putObject("incident")
                .put("id", incident.id())
                .put("kind", incident.kind())
                .put("key", incident.key())
                .put("status", incident.status().word())
                .put("opened", incident.opened());
        return this;
    }

    Notice notice(String topic) {
        data.putObject("links");
        envelope.set("data", data);
        return new Notice(topic, madeMillis, new Envelope(envelope));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
