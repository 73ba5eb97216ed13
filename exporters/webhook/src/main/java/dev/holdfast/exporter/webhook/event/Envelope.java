package dev.holdfast.exporter.webhook.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.core.spi.Severity;
import java.util.Locale;
import java.util.Optional;

/**
 * One event as it is kept and sent: an envelope of Standard Webhooks that is a CloudEvents event as well. Whoever holds one
 * does not change it.
 *
 * @param json the whole
 */
public record Envelope(ObjectNode json) {
    /** The same at each attempt and for each receiver. */
    public String id() {
        return text("id");
    }

    /** Such as {@code vrrp.master_acquired}. */
    public String type() {
        return text("type");
    }

    public Severity severity() {
        return Severity.valueOf(text("data.severity").toUpperCase(Locale.ROOT));
    }

    /** The instance it is about; empty for what concerns the whole agent. */
    public Optional<String> instance() {
        return find("data.instance").isMissingNode() ? Optional.empty() : Optional.of(text("data.instance"));
    }

    /** What has begun, goes on or has ended, when it is such an event. */
    public Optional<Incident> incident() {
        return find("data.incident").isMissingNode()
                ? Optional.empty()
                : Optional.of(new Incident(
                        text("data.incident.kind"),
                        text("data.incident.key"),
                        text("data.incident.id"),
                        text("data.incident.opened"),
                        Incident.Status.of(text("data.incident.status"))));
    }

    /** The text at a path; empty when there is none. */
    public String text(String path) {
        return find(path).asText("");
    }

    /** What stands at a path of names and numbers, with dots between them. */
    public JsonNode find(String path) {
        JsonNode found = json;
        for (String step : path.split("\\.", -1)) {
            found = found.isArray() ? item(found, step) : found.path(step);
        }
        return found;
    }

    private static JsonNode item(JsonNode list, String step) {
        return step.matches("[0-9]{1,4}") ? list.path(Integer.parseInt(step)) : MissingNode.getInstance();
    }
}
