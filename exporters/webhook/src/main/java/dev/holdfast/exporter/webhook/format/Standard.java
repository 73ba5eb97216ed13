package dev.holdfast.exporter.webhook.format;

import dev.holdfast.exporter.webhook.event.Envelope;

/** Standard Webhooks: the envelope as it is. */
final class Standard implements Format {
    @Override
    public Rendered render(Envelope event, long nowMillis) {
        return Rendered.json(event.json());
    }
}
