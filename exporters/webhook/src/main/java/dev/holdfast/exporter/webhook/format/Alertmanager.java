package dev.holdfast.exporter.webhook.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.exporter.webhook.event.Envelope;

/** What Alertmanager sends to its webhook receivers, version 4: a group of one alert. */
final class Alertmanager implements Format {
    private static final String NOT_ENDED = "0001-01-01T00:00:00Z";

    private final String receiver;

    /** @param receiver the name that receivers of Alertmanager have there */
    Alertmanager(String receiver) {
        this.receiver = receiver;
    }

    @Override
    public Rendered render(Envelope event, long nowMillis) {
        Alert alert = new Alert(event);
        String status = alert.isResolved() ? "resolved" : "firing";
        String name = String.valueOf(alert.labels().get("alertname"));
        ObjectNode body = Json.object()
                .put("version", "4")
                .put("groupKey", "{}:{alertname=\"" + name + "\"}")
                .put("truncatedAlerts", 0)
                .put("status", status)
                .put("receiver", receiver);
        body.putObject("groupLabels").put("alertname", name);
        body.set("commonLabels", alert.labelNode());
        body.set("commonAnnotations", alert.annotationNode());
        body.put("externalURL", alert.generatorUrl());
        ObjectNode one = body.putArray("alerts").addObject().put("status", status);
        one.set("labels", alert.labelNode());
        one.set("annotations", alert.annotationNode());
        one.put("startsAt", alert.startsAt())
                .put("endsAt", alert.endsAt().orElse(NOT_ENDED))
                .put("generatorURL", alert.generatorUrl())
                .put("fingerprint", alert.fingerprint());
        return Rendered.json(body);
    }
}
