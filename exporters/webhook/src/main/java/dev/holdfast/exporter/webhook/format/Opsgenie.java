package dev.holdfast.exporter.webhook.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.core.spi.Secret;
import dev.holdfast.exporter.webhook.event.Envelope;
import dev.holdfast.exporter.webhook.event.Incident;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Opsgenie alerts: made, and closed by their alias. Takes incidents alone. */
final class Opsgenie implements Format {
    private static final int LONGEST_MESSAGE = 130;
    private static final int LONGEST_ALIAS = 512;

    private final Secret apiKey;

    Opsgenie(Secret apiKey) {
        this.apiKey = apiKey;
    }

    @Override
    public boolean takes(Envelope event) {
        return event.incident().isPresent();
    }

    @Override
    public Rendered render(Envelope event, long nowMillis) {
        Incident incident = event.incident().orElseThrow();
        String alias = Texts.cut(incident.key(), LONGEST_ALIAS);
        Map<String, String> headers = Map.of("Authorization", "GenieKey " + apiKey.value());
        return incident.isResolved()
                ? new Rendered(closePath(alias), Rendered.JSON, headers, Json.octets(close(event)))
                : new Rendered("", Rendered.JSON, headers, Json.octets(open(event, alias)));
    }

    private static String closePath(String alias) {
        return "/" + URLEncoder.encode(alias, StandardCharsets.UTF_8).replace("+", "%20")
                + "/close?identifierType=alias";
    }

    private static ObjectNode close(Envelope event) {
        return Json.object().put("source", event.text("data.node")).put("note", event.text("data.summary"));
    }

    private static ObjectNode open(Envelope event, String alias) {
        ObjectNode body = Json.object()
                .put("message", Texts.cut(event.text("data.summary"), LONGEST_MESSAGE))
                .put("alias", alias)
                .put("description", event.text("data.summary"))
                .put("entity", event.instance().orElse("agent"))
                .put("source", event.text("data.node"))
                .put("priority", priority(event));
        body.putArray("tags").add("vrrp").add(event.type());
        ObjectNode details = body.putObject("details");
        Facts.of(event).forEach(details::put);
        return body;
    }

    private static String priority(Envelope event) {
        return switch (event.severity()) {
            case INFO -> "P5";
            case WARNING -> "P3";
            case CRITICAL -> "P1";
        };
    }
}
