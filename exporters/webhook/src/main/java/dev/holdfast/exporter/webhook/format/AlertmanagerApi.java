package dev.holdfast.exporter.webhook.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.exporter.webhook.event.Envelope;
import java.time.Instant;
import java.util.List;

/**
 * What Prometheus posts to Alertmanager: a list of alerts. What goes on is posted again and again, and resolves by itself
 * when that stops, for then this node is gone.
 */
public final class AlertmanagerApi implements Format {
    /** How long an alert outlives its last post: a few posts may be lost. */
    private static final long LIFE_MILLIS = 300_000;

    @Override
    public Rendered render(Envelope event, long nowMillis) {
        return render(List.of(event), nowMillis);
    }

    /** All of them in one post. */
    public static Rendered render(List<Envelope> events, long nowMillis) {
        ArrayNode list = Json.object().arrayNode();
        for (Envelope event : events) {
            Alert alert = new Alert(event);
            ObjectNode one = list.addObject();
            one.set("labels", alert.labelNode());
            one.set("annotations", alert.annotationNode());
            one.put("startsAt", alert.startsAt())
                    .put(
                            "endsAt",
                            alert.endsAt()
                                    .orElseGet(() -> Instant.ofEpochMilli(nowMillis + LIFE_MILLIS)
                                            .toString()));
            if (!alert.generatorUrl().isEmpty()) {
                one.put("generatorURL", alert.generatorUrl());
            }
        }
        return Rendered.json(list);
    }
}
