package dev.holdfast.exporter.webhook.format;

import dev.holdfast.exporter.webhook.event.Envelope;
import java.util.Map;

/** CloudEvents 1.0, structured mode: the same body under its own content type. */
final class CloudEvents implements Format {
    @Override
    public Rendered render(Envelope event, long nowMillis) {
        return new Rendered("", "application/cloudevents+json; charset=utf-8", Map.of(), Json.octets(event.json()));
    }
}
