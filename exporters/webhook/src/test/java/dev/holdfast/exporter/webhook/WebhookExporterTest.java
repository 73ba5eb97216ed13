package dev.holdfast.exporter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.DeliveryStatus.State;
import dev.holdfast.core.spi.Exporter;
import dev.holdfast.core.spi.Exporter.Trial;
import dev.holdfast.core.spi.ExporterSettings;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.Severity;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.spi.WebhookSettings;
import dev.holdfast.core.spi.WebhookSettings.Filter;
import dev.holdfast.core.spi.WebhookSettings.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exporter as the agent uses it, with a receiver on loopback. */
class WebhookExporterTest {
    @TempDir
    private Path folder = Path.of("");

    private final FakeFeed feed = new FakeFeed();
    private final Inbox inbox = inbox();
    private WebhookExporter exporter = new WebhookExporter();

    private static Inbox inbox() {
        try {
            return new Inbox();
        } catch (IOException refused) {
            throw new IllegalStateException(refused);
        }
    }

    private ExporterSettings settings(WebhookSettings... webhooks) {
        return new ExporterSettings(folder.toString(), List.of(webhooks), Optional.empty());
    }

    private WebhookSettings standard() {
        return Webhooks.at(inbox.url(), Format.STANDARD);
    }

    private void start(WebhookSettings... webhooks) {
        exporter.start(feed);
        exporter.configure(settings(webhooks));
    }

    private void becomeMaster(long second) {
        feed.publish(FakeFeed.change(second, RouterState.BACKUP, RouterState.MASTER, TransitionReason.TIMEOUT));
    }

    @AfterEach
    void stop() {
        exporter.close();
        inbox.close();
    }

    @Test
    void isFoundByTheAgent() {
        assertThat(ServiceLoader.load(Exporter.class).stream()
                        .map(found -> found.get().name()))
                .containsExactly("webhook");
    }

    @Test
    void tellsOfItsStartAndOfWhatHappens() throws InterruptedException {
        start(standard());
        becomeMaster(5);

        assertThat(inbox.next()).contains("\"type\":\"vrrp.agent_started\"", "\"sequence\":1,");
        assertThat(inbox.next()).contains("\"type\":\"vrrp.master_acquired\"", "\"sequence\":2,");
    }

    @Test
    void withoutAWebhookThereIsNoThread() {
        start();
        becomeMaster(5);

        assertThat(exporter.deliveries()).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("holdfast-webhook"));
    }

    @Test
    void whatWaitsWhenTheAgentEndsIsSentByTheNextOne() throws InterruptedException {
        inbox.answerWith(503);
        start(standard());
        becomeMaster(5);
        exporter.close();

        inbox.answerWith(204);
        exporter = new WebhookExporter();
        start(standard());

        assertThat(inbox.next()).contains("agent_started", "\"sequence\":1,");
        assertThat(inbox.next()).contains("master_acquired", "\"sequence\":2,");
        assertThat(inbox.next()).contains("agent_stopping", "\"sequence\":3,");
        assertThat(inbox.next()).contains("agent_started", "\"sequence\":4,");
    }

    @Test
    void aFaultThatEndsWhileTheAgentIsAwayIsResolvedByTheNextOne() throws InterruptedException {
        start(standard());
        feed.publish(FakeFeed.change(5, RouterState.BACKUP, RouterState.FAULT, TransitionReason.INTERFACE));
        inbox.next();
        String opened = inbox.next().replaceAll(".*\"incident\":\\{\"id\":\"([^\"]+)\".*", "$1");
        exporter.close();
        inbox.next();

        exporter = new WebhookExporter();
        start(standard());
        inbox.next();
        feed.publish(FakeFeed.change(1, RouterState.INIT, RouterState.BACKUP, TransitionReason.STARTUP));

        assertThat(inbox.next())
                .contains("vrrp.fault_cleared", "\"incident\":{\"id\":\"" + opened + "\"", "\"status\":\"resolved\"");
    }

    @Test
    void aReloadKeepsWhatWaitsAlsoForAReceiverThatMoved() throws InterruptedException {
        inbox.answerWith(503);
        start(standard());
        becomeMaster(5);

        try (Inbox other = inbox()) {
            exporter.configure(settings(Webhooks.at(other.url(), Format.STANDARD)));

            assertThat(other.next()).contains("agent_started", "\"sequence\":1,");
            assertThat(other.next()).contains("master_acquired", "\"sequence\":2,");
        }
        assertThat(inbox.isEmpty()).isTrue();
    }

    @Test
    void aReloadWithoutADifferenceTouchesNothing() throws InterruptedException {
        start(standard());
        inbox.next();
        awaitDelivered(1);

        exporter.configure(settings(standard()));

        assertThat(exporter.deliveries().get(0).delivered()).isEqualTo(1);
        exporter.configure(settings());
        assertThat(exporter.deliveries()).isEmpty();
    }

    private void awaitDelivered(long count) throws InterruptedException {
        for (int i = 0; i < 500 && exporter.deliveries().get(0).delivered() < count; i++) {
            Thread.sleep(10);
        }
        assertThat(exporter.deliveries().get(0).delivered()).isEqualTo(count);
    }

    @Test
    void whatIsFilteredOutLeavesNoGap() throws InterruptedException {
        start(Webhooks.filtered(standard(), new Filter(List.of("vrrp.master_*"), List.of(), Severity.INFO)));
        becomeMaster(5);
        feed.publish(FakeFeed.change(6, RouterState.FAULT, RouterState.BACKUP, TransitionReason.RECOVERED));
        becomeMaster(7);

        assertThat(inbox.next()).contains("\"sequence\":1,");
        assertThat(inbox.next()).contains("\"sequence\":2,");
    }

    @Test
    void whereNothingCanBeWrittenItDeliversAllTheSameAndSaysSo() throws InterruptedException {
        exporter.start(feed);
        exporter.configure(new ExporterSettings("/proc/nowhere", List.of(standard()), Optional.empty()));
        becomeMaster(5);

        assertThat(inbox.next()).contains("agent_started");
        assertThat(inbox.next()).contains("master_acquired");
        awaitDelivered(2);
        assertThat(exporter.deliveries().get(0).state()).isEqualTo(State.IN_MEMORY);
    }

    @Test
    void aSampleShowsTheExchangeWithoutSecrets() {
        Trial trial = exporter.trial("lb01", settings(standard()), "oncall").orElseThrow();

        assertThat(trial.accepted()).isTrue();
        assertThat(trial.exchange())
                .startsWith("> POST http://127.0.0.1:")
                .contains("/***\n", "> webhook-signature: v1,", "\"type\":\"vrrp.test\"", "< status 204 after ")
                .doesNotContain("T0K3N", Webhooks.KEY);
    }

    @Test
    void aSampleOfAnIncidentBeginsAndEnds() {
        WebhookSettings pager = Webhooks.at(inbox.url(), Format.PAGERDUTY);

        Trial trial = exporter.trial("lb01", settings(pager), "oncall").orElseThrow();

        assertThat(trial.exchange())
                .contains("\"routing_key\":\"***\",\"event_action\":\"trigger\"", "\"event_action\":\"resolve\"")
                .doesNotContain("R0UT1NGKEY");
    }

    @Test
    void aSampleThatIsRefusedIsNotAccepted() {
        inbox.answerWith(403);

        Trial trial = exporter.trial("lb01", settings(standard()), "oncall").orElseThrow();

        assertThat(trial.accepted()).isFalse();
        assertThat(trial.exchange()).contains("< status 403 after ");
        assertThat(exporter.trial("lb01", settings(standard()), "other")).isEmpty();
    }
}
