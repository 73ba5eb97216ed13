package dev.holdfast.exporter.webhook.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.core.spi.WebhookSettings.Format;
import dev.holdfast.exporter.webhook.Webhooks;
import dev.holdfast.exporter.webhook.event.Envelope;
import dev.holdfast.exporter.webhook.event.Samples;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each kind of receiver documents that it needs. */
class ShapeTest {
    private static final long NOW = 1_795_237_290_000L;
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*";

    private static Rendered rendered(Format format, String sample) {
        return Formats.of(Webhooks.of(format)).render(Samples.named(sample), NOW);
    }

    private static JsonNode body(Format format, String sample) throws IOException {
        return new ObjectMapper().readTree(rendered(format, sample).body().toByteArray());
    }

    /** CloudEvents 1.0: required attributes, names of small letters and digits, a URI reference, a time. */
    @Test
    void cloudEventsHaveWhatTheyMustHave() throws IOException {
        for (String sample : Samples.all().keySet()) {
            JsonNode event = body(Format.CLOUDEVENTS, sample);
            assertThat(event.path("specversion").asText()).isEqualTo("1.0");
            assertThat(event.path("id").asText()).isNotEmpty();
            assertThat(event.path("type").asText()).isNotEmpty();
            assertThat(URI.create(event.path("source").asText()).toString()).isNotEmpty();
            assertThat(Instant.parse(event.path("time").asText())).isNotNull();
            assertThat(event.properties())
                    .allSatisfy(field -> assertThat(field.getKey()).matches("[a-z0-9]{1,20}"));
        }
    }

    @Test
    void binaryCloudEventsHaveTheirAttributesInHeaders() throws IOException {
        Rendered binary = rendered(Format.CLOUDEVENTS_BINARY, "master");

        assertThat(binary.headers())
                .containsKeys("ce-specversion", "ce-id", "ce-source", "ce-type", "ce-time", "ce-subject");
        assertThat(binary.headers().values())
                .allSatisfy(value -> assertThat(value).matches("[\\x21-\\x7e]+"));
        assertThat(body(Format.CLOUDEVENTS_BINARY, "master"))
                .isEqualTo(body(Format.STANDARD, "master").path("data"));
    }

    /** Standard Webhooks: type, timestamp and data; not larger than 20 kB. */
    @Test
    void standardWebhooksHaveWhatTheyMustHave() throws IOException {
        JsonNode event = body(Format.STANDARD, "fault");

        assertThat(event.path("type").asText()).matches("[a-z_]+(\\.[a-z_]+)+");
        assertThat(Instant.parse(event.path("timestamp").asText())).isNotNull();
        assertThat(event.path("data").isObject()).isTrue();
        assertThat(rendered(Format.STANDARD, "fault").body().length()).isLessThan(20_000);
    }

    /** An alert is resolved by one with the same labels. */
    @Test
    void alertsHaveTheSameLabelsFromBeginToEnd() throws IOException {
        JsonNode fault = body(Format.ALERTMANAGER_API, "fault").path(0);
        JsonNode cleared = body(Format.ALERTMANAGER_API, "cleared").path(0);

        assertThat(cleared.path("labels")).isEqualTo(fault.path("labels"));
        assertThat(cleared.path("startsAt")).isEqualTo(fault.path("startsAt"));
        assertThat(Instant.parse(cleared.path("endsAt").asText())).isBefore(Instant.ofEpochMilli(NOW));
        assertThat(Instant.parse(fault.path("endsAt").asText())).isAfter(Instant.ofEpochMilli(NOW));
        assertThat(fault.path("labels").properties())
                .allSatisfy(label -> assertThat(label.getKey()).matches(LABEL));
        assertThat(body(Format.ALERTMANAGER, "cleared").path("alerts").path(0).path("fingerprint"))
                .isEqualTo(body(Format.ALERTMANAGER, "fault")
                        .path("alerts")
                        .path(0)
                        .path("fingerprint"));
    }

    @Test
    void incidentsKeepTheirKeyFromBeginToEnd() throws IOException {
        JsonNode trigger = body(Format.PAGERDUTY, "fault");
        JsonNode resolve = body(Format.PAGERDUTY, "cleared");

        assertThat(trigger.path("event_action").asText()).isEqualTo("trigger");
        assertThat(resolve.path("event_action").asText()).isEqualTo("resolve");
        assertThat(trigger.path("dedup_key")).isEqualTo(resolve.path("dedup_key"));
        assertThat(trigger.path("payload").path("severity").asText()).isIn("critical", "error", "warning", "info");
        assertThat(rendered(Format.OPSGENIE, "cleared").pathSuffix())
                .isEqualTo("/lb01%2Ffault%2FVI_1/close?identifierType=alias");
        assertThat(body(Format.OPSGENIE, "fault").path("alias").asText()).isEqualTo("lb01/fault/VI_1");
    }

    @Test
    void whatNothingEndsIsNotSentToThoseWhoWakePeople() {
        Map<String, Envelope> samples = Samples.all();

        assertThat(samples.values().stream().filter(Formats.of(Webhooks.of(Format.PAGERDUTY))::takes))
                .hasSize(2);
        assertThat(samples.values().stream().filter(Formats.of(Webhooks.of(Format.OPSGENIE))::takes))
                .hasSize(2);
        assertThat(samples.values().stream().filter(Formats.of(Webhooks.of(Format.SLACK))::takes))
                .hasSize(3);
    }

    @Test
    void teamsGetsAnAdaptiveCard() throws IOException {
        JsonNode attachment = body(Format.TEAMS, "fault").path("attachments").path(0);

        assertThat(attachment.path("contentType").asText()).isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(attachment.path("content").path("type").asText()).isEqualTo("AdaptiveCard");
        assertThat(attachment.path("content").path("body").path(0).path("text").asText())
                .isNotEmpty();
    }
}
