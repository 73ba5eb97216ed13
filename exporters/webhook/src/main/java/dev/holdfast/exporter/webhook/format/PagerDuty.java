package dev.holdfast.exporter.webhook.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.core.spi.Secret;
import dev.holdfast.exporter.webhook.event.Envelope;
import dev.holdfast.exporter.webhook.event.Incident;

/** PagerDuty Events v2. Takes incidents alone: what nothing ends would wake somebody and stay. */
final class PagerDuty implements Format {
    private static final int LONGEST_SUMMARY = 1024;
    private static final int LONGEST_KEY = 255;

    private final Secret routingKey;

    PagerDuty(Secret routingKey) {
        this.routingKey = routingKey;
    }

    @Override
    public boolean takes(Envelope event) {
        return event.incident().isPresent();
    }

    @Override
    public Rendered render(Envelope event, long nowMillis) {
        Incident incident = event.incident().orElseThrow();
        ObjectNode body = Json.object()
                .put("routing_key", routingKey.value())
                .put("event_action", incident.isResolved() ? "resolve" : "trigger")
                .put("dedup_key", Texts.cut(incident.key(), LONGEST_KEY));
        ObjectNode payload = body.putObject("payload")
                .put("summary", Texts.cut(event.text("data.summary"), LONGEST_SUMMARY))
                .put("source", event.text("data.node"))
                .put("severity", event.severity().word())
                .put("timestamp", event.text("time"))
                .put("component", event.instance().orElse("agent"))
                .put("group", "vrrp")
                .put("class", event.type());
        payload.set("custom_details", event.find("data"));
        var links = body.putArray("links");
        event.find("data.links")
                .properties()
                .forEach(link ->
                        links.addObject().put("href", link.getValue().asText()).put("text", link.getKey()));
        return Rendered.json(body);
    }
}
