package dev.holdfast.exporter.webhook.send;

import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.Secret;
import dev.holdfast.core.spi.WebhookSettings;
import dev.holdfast.exporter.webhook.format.Rendered;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A whole request, as it goes out.
 *
 * @param url with the suffix of its format; its path is often a secret
 * @param headers in the order in which they are written
 */
record Post(Secret url, Map<String, String> headers, Octets body) {
    /**
     * Puts together what the format, the signature and the operator say. Of a header that two of them set, the operator's
     * stays.
     *
     * @param id the same at each attempt
     */
    static Post of(WebhookSettings settings, Signer signer, Rendered rendered, String id, long nowMillis) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", rendered.contentType());
        headers.put("User-Agent", "Holdfast");
        headers.putAll(signer.headers(id, nowMillis, rendered.body()));
        headers.putAll(rendered.headers());
        settings.target().headers().forEach((name, value) -> {
            headers.keySet().removeIf(name::equalsIgnoreCase);
            headers.put(name, value.value());
        });
        return new Post(new Secret(settings.target().url().value() + rendered.pathSuffix()), headers, rendered.body());
    }
}
