package dev.holdfast.exporter.webhook;

import dev.holdfast.core.spi.Exporter.Trial;
import dev.holdfast.core.spi.WebhookSettings;
import dev.holdfast.exporter.webhook.event.Notice;
import dev.holdfast.exporter.webhook.event.TestNotice;
import dev.holdfast.exporter.webhook.format.Format;
import dev.holdfast.exporter.webhook.format.Formats;
import dev.holdfast.exporter.webhook.send.Exchange;
import dev.holdfast.exporter.webhook.send.Network;
import java.util.List;
import java.util.UUID;

/** An event that nothing happened for, to see whether a receiver takes it. */
final class Sample {
    private Sample() {}

    /** A receiver that takes incidents alone is told that one begins, and at once that it has ended. */
    static Trial send(String node, WebhookSettings settings) {
        Format format = Formats.of(settings);
        long now = System.currentTimeMillis();
        Notice plain = TestNotice.plain("evt_" + UUID.randomUUID(), node, now);
        List<Notice> notices = format.takes(plain.envelope())
                ? List.of(plain)
                : TestNotice.incident("evt_" + UUID.randomUUID(), "evt_" + UUID.randomUUID(), node, now);
        try (Network network = new Network(() -> {})) {
            StringBuilder exchange = new StringBuilder();
            boolean accepted = true;
            for (Notice notice : notices) {
                Trial trial = Exchange.of(settings, notice.numbered(0, settings.links()), network);
                exchange.append(trial.exchange());
                accepted &= trial.accepted();
            }
            return new Trial(accepted, exchange.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Trial(false, "interrupted");
        }
    }
}
