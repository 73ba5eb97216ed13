package dev.holdfast.exporter.webhook.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.Secret;
import dev.holdfast.core.spi.WebhookSettings.Signing;
import dev.holdfast.exporter.webhook.Webhooks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignerTest {
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";

    /** The example that the libraries of Standard Webhooks are tested with. */
    @Test
    void signsTheExampleOfStandardWebhooks() {
        Signer signer = new Signer(new Signing(List.of(new Secret(Webhooks.KEY)), false));

        Map<String, String> headers = signer.headers(ID, 1_614_265_330_999L, octets("{\"test\": 2432232314}"));

        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "webhook-id",
                        ID,
                        "webhook-timestamp",
                        "1614265330",
                        "webhook-signature",
                        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                        "Idempotency-Key",
                        ID));
    }

    /** The newest first; receivers take whichever they know. */
    @Test
    void signsWithEveryKeyWhileKeysAreChanged() {
        Secret newer = new Secret("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
        Signer signer = new Signer(new Signing(List.of(newer, new Secret(Webhooks.KEY)), false));

        String signature = signer.headers(ID, 1_614_265_330_000L, octets("{\"test\": 2432232314}"))
                .get("webhook-signature");

        assertThat(signature)
                .matches("v1,[A-Za-z0-9+/]{43}= v1,g0hM9SsE\\+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
                .doesNotStartWith("v1,g0hM9SsE");
    }

    /** Worked out by {@code printf '{}' | openssl dgst -sha256 -hmac whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw}. */
    @Test
    void signsAsGitHubDoesWhenAskedTo() {
        Signer signer = new Signer(new Signing(List.of(new Secret(Webhooks.KEY)), true));

        assertThat(signer.headers(ID, 0, octets("{}")))
                .containsEntry(
                        "X-Hub-Signature-256",
                        "sha256=6cbbcdf2c8016ca85b50543b19e8e121ef16137967bdfa3ce660972922bafaeb");
    }

    @Test
    void withoutAKeyThereIsAnIdAndNoSignature() {
        Signer signer = new Signer(new Signing(List.of(), false));

        assertThat(signer.headers(ID, 0, octets("{}")))
                .containsOnlyKeys("webhook-id", "webhook-timestamp", "Idempotency-Key");
    }

    private static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
