package dev.holdfast.exporter.webhook;

import dev.holdfast.core.spi.Secret;
import dev.holdfast.core.spi.WebhookSettings;
import dev.holdfast.core.spi.WebhookSettings.Filter;
import dev.holdfast.core.spi.WebhookSettings.Format;
import dev.holdfast.core.spi.WebhookSettings.Signing;
import dev.holdfast.core.spi.WebhookSettings.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings for tests. */
public final class Webhooks {
    /** The key of the examples of Standard Webhooks. */
    public static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private Webhooks() {}

    public static WebhookSettings of(Format format) {
        return at("http://127.0.0.1:1/", format);
    }

    public static WebhookSettings at(String url, Format format) {
        return new WebhookSettings(
                "oncall",
                format,
                new Target(new Secret(url), Map.of(), Optional.empty(), Optional.empty(), 2_000_000_000L),
                new Signing(List.of(new Secret(KEY)), false),
                Filter.ALL,
                Optional.of(new Secret("R0UT1NGKEY")),
                Optional.empty(),
                Map.of("runbook", "https://wiki.example.net/vip", "status", "http://lb01.example.net:9112/"),
                100);
    }

    public static WebhookSettings filtered(WebhookSettings settings, Filter filter) {
        return new WebhookSettings(
                settings.name(),
                settings.format(),
                settings.target(),
                settings.signing(),
                filter,
                settings.key(),
                settings.template(),
                settings.links(),
                settings.queueLength());
    }

    public static WebhookSettings template(String text) {
        WebhookSettings plain = of(Format.TEMPLATE);
        return new WebhookSettings(
                plain.name(),
                plain.format(),
                plain.target(),
                plain.signing(),
                plain.filter(),
                plain.key(),
                Optional.of(text),
                plain.links(),
                plain.queueLength());
    }
}
