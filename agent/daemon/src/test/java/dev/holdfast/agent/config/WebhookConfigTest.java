package dev.holdfast.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.ExporterSettings;
import dev.holdfast.core.spi.Secret;
import dev.holdfast.core.spi.Severity;
import dev.holdfast.core.spi.WebhookSettings;
import dev.holdfast.core.spi.WebhookSettings.Filter;
import dev.holdfast.core.spi.WebhookSettings.Format;
import dev.holdfast.core.spi.WebhookSettings.Signing;
import dev.holdfast.core.spi.WebhookSettings.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What exporters are told, by good/everything.yaml and by little files. */
class WebhookConfigTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/holdfast/agent/config");
    private static final String INSTANCE = """
            vrrp_instance:
              VI_1: {interface: eth0, virtual_router_id: 51, virtual_ipaddress: [192.0.2.100]}
            """;

    private static ConfigResult.Loaded everything() throws IOException {
        return GoodConfigTest.load(Files.readString(FOLDER.resolve("good/everything.yaml")));
    }

    @Test
    void everyKeyIsRead() throws IOException {
        ExporterSettings settings = everything().config().exporters();

        assertThat(settings.stateDirectory()).isEqualTo("/var/lib/holdfast/blue");
        assertThat(settings.webhooks()).hasSize(3);
        assertThat(settings.webhooks().get(0))
                .isEqualTo(new WebhookSettings(
                        "oncall",
                        Format.STANDARD,
                        new Target(
                                new Secret("https://hooks.example.net/T0K3N"),
                                Map.of("Authorization", new Secret(FakeHost.SECRET)),
                                Optional.of("http://proxy.example.net:3128"),
                                Optional.of(Files.readString(FOLDER.resolve("ca.pem")) + "\n"),
                                5_000_000_000L),
                        new Signing(
                                List.of(
                                        new Secret("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"),
                                        new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")),
                                true),
                        new Filter(
                                List.of("vrrp.fault_*", "vrrp.master_acquired"),
                                List.of("four", "six"),
                                Severity.WARNING),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("runbook", "https://wiki.example.net/vip"),
                        500));
        assertThat(settings.webhooks().get(1).key()).contains(new Secret(FakeHost.SECRET));
        assertThat(settings.webhooks().get(2).template()).contains("{\"who\": \"{{data.instance}}\"}\n");
    }

    @Test
    void secretsAreNeverShown() throws IOException {
        assertThat(everything().config().exporters().toString())
                .contains("***")
                .doesNotContain("T0K3N", "C2FVs", "MfKQ9", FakeHost.SECRET);
    }

    @Test
    void aUrlIsEnough() {
        WebhookSettings webhook = GoodConfigTest.load(INSTANCE + "webhook: {a: {url: \"https://hooks.example.net\"}}")
                .config()
                .exporters()
                .webhooks()
                .get(0);

        assertThat(webhook.format()).isEqualTo(Format.STANDARD);
        assertThat(webhook.filter()).isEqualTo(Filter.ALL);
        assertThat(webhook.signing().keys()).isEmpty();
        assertThat(webhook.target().timeoutNanos()).isEqualTo(10_000_000_000L);
        assertThat(webhook.queueLength()).isEqualTo(1_000);
    }

    @Test
    void withoutWebhooksThereAreNone() {
        assertThat(GoodConfigTest.load(INSTANCE).config().exporters()).isEqualTo(ExporterSettings.NONE);
    }

    @Test
    void plainHttpIsAWarningUnlessItStaysOnThisHost() {
        assertThat(warnings("http://hooks.example.net/T0K3N"))
                .hasSize(1)
                .allSatisfy(text -> assertThat(text).contains("webhook.a.url").doesNotContain("T0K3N"));
        assertThat(warnings("http://127.0.0.1:8080/")).isEmpty();
        assertThat(warnings("http://localhost/")).isEmpty();
        assertThat(warnings("http://[::1]/")).isEmpty();
        assertThat(warnings("https://hooks.example.net/")).isEmpty();
    }

    private static List<String> warnings(String url) {
        return GoodConfigTest.load(INSTANCE + "webhook: {a: {url: \"" + url + "\"}}").warnings().stream()
                .map(Problem::toString)
                .toList();
    }
}
