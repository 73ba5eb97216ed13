package dev.holdfast.exporter.webhook.format;

import dev.holdfast.core.spi.Secret;
import dev.holdfast.core.spi.WebhookSettings;

/** From the word of the configuration to the class. */
public final class Formats {
    private static final Secret NONE = new Secret("");

    private Formats() {}

    /**
     * The format of a receiver.
     *
     * @throws IllegalArgumentException when its template is not JSON, which the reader of the configuration has refused
     */
    public static Format of(WebhookSettings settings) {
        return switch (settings.format()) {
            case STANDARD -> new Standard();
            case CLOUDEVENTS -> new CloudEvents();
            case CLOUDEVENTS_BINARY -> new CloudEventsBinary();
            case ALERTMANAGER -> new Alertmanager(settings.name());
            case ALERTMANAGER_API -> new AlertmanagerApi();
            case SLACK -> new Slack();
            case TEAMS -> new Teams();
            case PAGERDUTY -> new PagerDuty(settings.key().orElse(NONE));
            case OPSGENIE -> new Opsgenie(settings.key().orElse(NONE));
            case TEMPLATE -> new Template(settings.template().orElse("null"));
        };
    }
}
