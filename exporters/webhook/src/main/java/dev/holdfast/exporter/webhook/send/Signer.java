package dev.holdfast.exporter.webhook.send;

import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.Secret;
import dev.holdfast.core.spi.WebhookSettings.Signing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs a request as Standard Webhooks does: HMAC-SHA256 over id, time and body. Pure. */
final class Signer {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";

    private final List<byte[]> keys;
    private final List<byte[]> hubKeys;

    Signer(Signing signing) {
        this.keys = signing.keys().stream().map(Signer::key).toList();
        // Receivers of that style take the secret for the key as it is written.
        this.hubKeys = signing.keys().stream()
                .limit(signing.hub() ? 1 : 0)
                .map(secret -> secret.value().getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] key(Secret secret) {
        return Base64.getDecoder().decode(secret.value().substring(PREFIX.length()));
    }

    /** The headers of one attempt. */
    Map<String, String> headers(String id, long nowMillis, Octets body) {
        long seconds = nowMillis / 1000;
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(seconds));
        headers.put("Idempotency-Key", id);
        if (!keys.isEmpty()) {
            byte[] start = (id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8);
            byte[] content = body.toByteArray();
            headers.put(
                    "webhook-signature",
                    keys.stream()
                            .map(key -> "v1," + Base64.getEncoder().encodeToString(digest(key, start, content)))
                            .collect(Collectors.joining(" ")));
        }
        hubKeys.forEach(key -> headers.put(
                "X-Hub-Signature-256",
                "sha256=" + HexFormat.of().formatHex(digest(key, new byte[0], body.toByteArray()))));
        return headers;
    }

    private static byte[] digest(byte[] key, byte[] start, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(start);
            return mac.doFinal(content);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, missing);
        }
    }
}
