package dev.holdfast.exporter.webhook.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.exporter.webhook.event.Envelope;

/** An adaptive card, as workflows of Teams take it. */
final class Teams implements Format {
    private static final String CARD = "application/vnd.microsoft.card.adaptive";

    @Override
    public Rendered render(Envelope event, long nowMillis) {
        ObjectNode body = Json.object().put("type", "message");
        ObjectNode content = body.putArray("attachments")
                .addObject()
                .put("contentType", CARD)
                .putObject("content")
                .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("type", "AdaptiveCard")
                .put("version", "1.4");
        ArrayNode blocks = content.putArray("body");
        blocks.addObject()
                .put("type", "TextBlock")
                .put("text", event.text("data.summary"))
                .put("weight", "Bolder")
                .put("wrap", true)
                .put("color", colour(event));
        ArrayNode facts = blocks.addObject().put("type", "FactSet").putArray("facts");
        Facts.of(event)
                .forEach((name, value) -> facts.addObject().put("title", name).put("value", value));
        ArrayNode actions = content.putArray("actions");
        event.find("data.links")
                .properties()
                .forEach(link -> actions.addObject()
                        .put("type", "Action.OpenUrl")
                        .put("title", link.getKey())
                        .put("url", link.getValue().asText()));
        return Rendered.json(body);
    }

    private static String colour(Envelope event) {
        if (event.incident().map(incident -> incident.isResolved()).orElse(false)) {
            return "Good";
        }
        return switch (event.severity()) {
            case INFO -> "Default";
            case WARNING -> "Warning";
            case CRITICAL -> "Attention";
        };
    }
}
