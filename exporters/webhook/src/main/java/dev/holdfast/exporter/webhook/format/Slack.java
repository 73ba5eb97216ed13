package dev.holdfast.exporter.webhook.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.core.spi.Severity;
import dev.holdfast.exporter.webhook.event.Envelope;
import java.util.ArrayList;
import java.util.List;

/** A message for Slack, Mattermost and what understands the same: a line, its colour, and the facts below it. */
final class Slack implements Format {
    @Override
    public Rendered render(Envelope event, long nowMillis) {
        String summary = escaped(event.text("data.summary"));
        ObjectNode body = Json.object().put("text", summary);
        ObjectNode attachment = body.putArray("attachments").addObject();
        attachment.put("color", colour(event)).put("fallback", summary);
        ArrayNode fields = attachment.putArray("fields");
        Facts.of(event)
                .forEach((name, value) -> fields.addObject()
                        .put("title", name)
                        .put("value", escaped(value))
                        .put("short", true));
        List<String> links = new ArrayList<>();
        event.find("data.links")
                .properties()
                .forEach(link -> links.add("<" + link.getValue().asText() + "|" + escaped(link.getKey()) + ">"));
        if (!links.isEmpty()) {
            attachment.put("footer", String.join(" | ", links));
        }
        return Rendered.json(body);
    }

    private static String colour(Envelope event) {
        if (event.incident().map(incident -> incident.isResolved()).orElse(false)) {
            return "good";
        }
        Severity severity = event.severity();
        return switch (severity) {
            case INFO -> "#2f6f9f";
            case WARNING -> "warning";
            case CRITICAL -> "danger";
        };
    }

    /** The three characters that Slack gives a meaning. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
