package dev.holdfast.exporter.webhook.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.DeliveryStatus.State;
import dev.holdfast.core.spi.WebhookSettings;
import dev.holdfast.core.spi.WebhookSettings.Format;
import dev.holdfast.exporter.webhook.Webhooks;
import dev.holdfast.exporter.webhook.event.Notice;
import dev.holdfast.exporter.webhook.event.Notices;
import dev.holdfast.exporter.webhook.format.Formats;
import dev.holdfast.exporter.webhook.queue.DeadLetters;
import dev.holdfast.exporter.webhook.queue.DeliveryQueue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delivery in virtual time, with a receiver that answers what a test says. */
class CourierTest {
    private static final long WALL = 1_795_237_200_000L;

    @TempDir
    private Path folder = Path.of("");

    private final DeliveryQueue queue = new DeliveryQueue(100, trouble -> {});
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Post> posts = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private long now;

    private Courier courier(Format format) {
        WebhookSettings settings = Webhooks.of(format);
        return new Courier(
                settings,
                Formats.of(settings),
                this::receive,
                queue,
                new DeadLetters(Optional.of(folder.resolve("dead")), trouble -> {}),
                new Pace(() -> 0),
                () -> WALL + now);
    }

    private Answer receive(Post post) {
        posts.add(post);
        times.add(now);
        return answers.isEmpty() ? status(204) : answers.remove();
    }

    private static Answer status(int status) {
        return Answer.status(status, OptionalLong.empty(), "because", 3_000_000);
    }

    private void add(Notice... notices) {
        queue.add(List.of(notices), Map.of());
    }

    /** Lets time go on until a moment. */
    private void runUntil(Courier courier, long millis) throws InterruptedException {
        while (now < millis) {
            now += Math.min(courier.step(now), millis - now);
        }
    }

    private List<String> summaries() {
        return posts.stream()
                .map(post -> new String(post.body().toByteArray(), StandardCharsets.UTF_8)
                        .replaceAll(".*\"summary\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    @Test
    void deliversInOrder() throws InterruptedException {
        add(Notices.state("a", "one"), Notices.state("a", "two"), Notices.state("a", "three"));
        Courier courier = courier(Format.STANDARD);

        runUntil(courier, 1);

        assertThat(summaries()).containsExactly("one", "two", "three");
        assertThat(courier.status().delivered()).isEqualTo(3);
        assertThat(courier.status().state()).isEqualTo(State.IN_MEMORY);
        assertThat(courier.status().durations().counts()).containsExactly(3L, 0L, 0L, 0L, 0L);
        assertThat(courier.status().durations().sumNanos()).isEqualTo(9_000_000);
    }

    @Test
    void whatFailsIsTriedAgainBeforeWhatComesAfterItWithTheSameIdAndANewTime() throws InterruptedException {
        add(Notices.state("a", "one"), Notices.state("a", "two"));
        answers.add(status(503));
        answers.add(Answer.none(FailureReason.TIMEOUT, "no whole answer in time", 0));
        Courier courier = courier(Format.STANDARD);

        runUntil(courier, 10_000);

        assertThat(summaries()).containsExactly("one", "one", "one", "two");
        assertThat(times).containsExactly(0L, 1_000L, 3_000L, 3_000L);
        assertThat(posts.stream().map(post -> post.headers().get("webhook-id")))
                .containsExactly("evt_one", "evt_one", "evt_one", "evt_two");
        assertThat(posts.stream().map(post -> post.headers().get("webhook-timestamp")))
                .containsExactly("1795237200", "1795237201", "1795237203", "1795237203");
        assertThat(courier.status().failures()).isEqualTo(Map.of("server_error", 1L, "timeout", 1L));
    }

    @Test
    void aFailureIsShownUntilItIsOver() throws InterruptedException {
        add(Notices.state("a", "one"));
        answers.add(status(503));
        Courier courier = courier(Format.STANDARD);

        courier.step(0);
        assertThat(courier.status().state()).isEqualTo(State.RETRYING);
        assertThat(courier.status().lastError()).isEqualTo("status 503: because");
        assertThat(courier.status().queueLength()).isEqualTo(1);
        assertThat(courier.status().oldestPendingEpochMillis()).hasValue(1_795_237_200_000L);

        runUntil(courier, 10_000);
        assertThat(courier.status().lastError()).isEmpty();
        assertThat(courier.status().oldestPendingEpochMillis()).isEmpty();
    }

    @Test
    void whatWillNeverBeTakenIsADeadLetterAndTheNextOneIsSent() throws InterruptedException, IOException {
        add(Notices.state("a", "one"), Notices.state("a", "two"));
        answers.add(status(422));
        Courier courier = courier(Format.STANDARD);

        runUntil(courier, 1);

        assertThat(summaries()).containsExactly("one", "two");
        assertThat(courier.status().deadLetters()).isEqualTo(1);
        assertThat(courier.status().state()).isEqualTo(State.IN_MEMORY);
        assertThat(Files.readString(folder.resolve("dead"))).contains("status 422: because", "\"summary\":\"one\"");
    }

    @Test
    void goneIsTheEnd() throws InterruptedException {
        add(Notices.state("a", "one"), Notices.state("a", "two"));
        answers.add(status(410));
        Courier courier = courier(Format.STANDARD);

        runUntil(courier, 86_400_000);

        assertThat(posts).hasSize(1);
        assertThat(courier.status().state()).isEqualTo(State.DISABLED);
        assertThat(courier.status().queueLength()).isEqualTo(2);
    }

    @Test
    void alertmanagerIsToldEachMinuteOfWhatGoesOnAndNoMoreOfWhatHasEnded() throws InterruptedException {
        add(Notices.incident("x", "begin"));
        Courier courier = courier(Format.ALERTMANAGER_API);
        runUntil(courier, 150_000);
        assertThat(times).containsExactly(0L, 60_000L, 120_000L);
        assertThat(new String(posts.get(2).body().toByteArray(), StandardCharsets.UTF_8))
                .contains("\"startsAt\":\"2026-11-21T05:00:00.000Z\",\"endsAt\":\"2026-11-21T05:07:00Z\"");

        add(Notices.resolved("x", "end"));
        runUntil(courier, 400_000);

        assertThat(times).containsExactly(0L, 60_000L, 120_000L, 150_000L);
    }

    @Test
    void othersAreToldOnce() throws InterruptedException {
        add(Notices.incident("x", "begin"));
        Courier courier = courier(Format.ALERTMANAGER);

        runUntil(courier, 400_000);

        assertThat(posts).hasSize(1);
    }
}
