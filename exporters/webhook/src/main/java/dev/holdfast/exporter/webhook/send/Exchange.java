package dev.holdfast.exporter.webhook.send;

import dev.holdfast.core.spi.Exporter.Trial;
import dev.holdfast.core.spi.Secret;
import dev.holdfast.core.spi.WebhookSettings;
import dev.holdfast.exporter.webhook.event.Envelope;
import dev.holdfast.exporter.webhook.format.Formats;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One request and its answer, as text for a person who sets a receiver up. No secret is in it. */
public final class Exchange {
    private Exchange() {}

    /** Sends an event now, whatever waits, and tells what was said. */
    public static Trial of(WebhookSettings settings, Envelope event, Network network) throws InterruptedException {
        long now = System.currentTimeMillis();
        Post post = Post.of(
                settings, new Signer(settings.signing()), Formats.of(settings).render(event, now), event.id(), now);
        Answer answer = new HttpTransport(settings.target(), network.executor(), System::currentTimeMillis).send(post);
        return new Trial(answer.failure().isEmpty(), hidden(settings, text(post, answer)));
    }

    private static String text(Post post, Answer answer) {
        StringBuilder text = new StringBuilder();
        URI url = URI.create(post.url().value());
        text.append("> POST ")
                .append(url.getScheme() + "://" + url.getAuthority())
                .append("/***\n");
        post.headers().forEach((name, value) -> text.append("> " + name + ": " + value + "\n"));
        text.append(">\n> ")
                .append(new String(post.body().toByteArray(), StandardCharsets.UTF_8))
                .append("\n");
        String status = answer.status() == 0
                ? answer.failure().map(FailureReason::word).orElse("")
                : "status " + answer.status();
        text.append("< ").append(status).append(" after ");
        text.append(TimeUnit.NANOSECONDS.toMillis(answer.tookNanos())).append(" ms\n");
        answer.text().lines().forEach(line -> text.append("< ").append(line).append("\n"));
        return text.toString();
    }

    private static String hidden(WebhookSettings settings, String text) {
        List<Secret> secrets = new ArrayList<>(settings.signing().keys());
        secrets.addAll(settings.target().headers().values());
        settings.key().ifPresent(secrets::add);
        secrets.add(settings.target().url());
        String shown = text;
        // The longest first: one may be part of another.
        for (String value : secrets.stream()
                .map(Secret::value)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            shown = shown.replace(value, "***");
        }
        return shown;
    }
}
