package dev.holdfast.exporter.webhook.format;

import dev.holdfast.exporter.webhook.event.Envelope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CloudEvents 1.0, binary mode: attributes in headers, the data as the body. */
final class CloudEventsBinary implements Format {
    private static final List<String> ATTRIBUTES = List.of("specversion", "id", "source", "type", "time", "subject");

    @Override
    public Rendered render(Envelope event, long nowMillis) {
        Map<String, String> headers = new LinkedHashMap<>();
        // Every attribute of ours is printable ASCII already; the specification would have the rest percent-encoded.
        ATTRIBUTES.forEach(name -> headers.put("ce-" + name, event.text(name)));
        return new Rendered("", Rendered.JSON, headers, Json.octets(event.find("data")));
    }
}
