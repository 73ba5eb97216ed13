package dev.holdfast.exporter.webhook.send;

import dev.holdfast.core.spi.DeliveryStatus;
import dev.holdfast.core.spi.DeliveryStatus.State;
import dev.holdfast.core.spi.WebhookSettings;
import dev.holdfast.exporter.webhook.event.Envelope;
import dev.holdfast.exporter.webhook.format.Format;
import dev.holdfast.exporter.webhook.format.Rendered;
import dev.holdfast.exporter.webhook.queue.DeadLetters;
import dev.holdfast.exporter.webhook.queue.DeliveryQueue;
import dev.holdfast.exporter.webhook.queue.Entry;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what waits for one receiver, one at a time and in order. {@link #step} is one attempt, given the time; whoever
 * calls it again and again has the thread.
 */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    /** Nothing happens before something is added. */
    private static final long LONG_MILLIS = 3_600_000;

    private final WebhookSettings settings;
    private final Format format;
    private final Signer signer;
    private final Transport transport;
    private final DeliveryQueue queue;
    private final DeadLetters deadLetters;
    private final Pace pace;
    private final LongSupplier wallMillis;
    private final ActiveAlerts active = new ActiveAlerts();
    private final Tally tally = new Tally();
    private volatile State state = State.WORKING;

    Courier(
            WebhookSettings settings,
            Format format,
            Transport transport,
            DeliveryQueue queue,
            DeadLetters deadLetters,
            Pace pace,
            LongSupplier wallMillis) {
        this.settings = settings;
        this.format = format;
        this.signer = new Signer(settings.signing());
        this.transport = transport;
        this.queue = queue;
        this.deadLetters = deadLetters;
        this.pace = pace;
        this.wallMillis = wallMillis;
    }

    /**
     * Does what is due.
     *
     * @param nowMillis a clock that is never set
     * @return how long nothing will be due, unless something is added
     */
    long step(long nowMillis) throws InterruptedException {
        if (pace.isDisabled()) {
            return LONG_MILLIS;
        }
        long pause = pace.pauseMillis(nowMillis);
        if (pause > 0) {
            return pause;
        }
        Optional<Entry> head = queue.head();
        if (head.isPresent()) {
            deliver(head.get(), nowMillis);
            return 0;
        }
        return settings.format() == WebhookSettings.Format.ALERTMANAGER_API ? repost(nowMillis) : LONG_MILLIS;
    }

    private void deliver(Entry entry, long nowMillis) throws InterruptedException {
        Answer answer = attempt(entry);
        switch (judge(nowMillis, answer)) {
            case DELIVERED -> {
                tally.delivered();
                active.posted(entry.envelope(), nowMillis);
                queue.done(entry.sequence());
            }
            case DEAD -> {
                LOG.error("webhook {} event={} given up: {}", settings.name(), entry.sequence(), answer.words());
                tally.dead();
                deadLetters.add(wallMillis.getAsLong(), answer.words(), entry);
                queue.done(entry.sequence());
            }
            case RETRY ->
                LOG.warn(
                        "webhook {} event={} not delivered yet, tried again in {} ms, waiting={}: {}",
                        settings.name(),
                        entry.sequence(),
                        pace.pauseMillis(nowMillis),
                        queue.length(),
                        answer.words());
            case DISABLED ->
                LOG.error(
                        "webhook {} disabled: the receiver wants no more (status 410); a reload with other settings or a"
                                + " restart enables it again",
                        settings.name());
        }
    }

    /** Alertmanager forgets what is not told again. */
    private long repost(long nowMillis) throws InterruptedException {
        long pause = active.pauseMillis(nowMillis);
        if (pause > 0) {
            return pause;
        }
        active.isPosted(nowMillis);
        long wall = wallMillis.getAsLong();
        judge(nowMillis, attempt(active.render(wall), "active-" + wall, wall));
        return 0;
    }

    private Answer attempt(Entry entry) throws InterruptedException {
        long wall = wallMillis.getAsLong();
        Envelope event = entry.envelope();
        return attempt(format.render(event, wall), event.id(), wall);
    }

    private Answer attempt(Rendered rendered, String id, long wall) throws InterruptedException {
        Answer answer = transport.send(Post.of(settings, signer, rendered, id, wall));
        tally.attempted(answer);
        return answer;
    }

    private Verdict judge(long nowMillis, Answer answer) {
        boolean wasRetrying = pace.isRetrying();
        Verdict verdict = pace.judge(nowMillis, answer);
        if (wasRetrying && verdict == Verdict.DELIVERED) {
            LOG.info("webhook {} delivers again, waiting={}", settings.name(), queue.length());
        }
        state = pace.isDisabled() ? State.DISABLED : pace.isRetrying() ? State.RETRYING : State.WORKING;
        return verdict;
    }

    boolean isWorking() {
        return state == State.WORKING;
    }

    /** Any thread. */
    DeliveryStatus status() {
        Tally.Counts counts = tally.counts();
        return new DeliveryStatus(
                "webhook",
                settings.name(),
                state == State.WORKING && !queue.isKept() ? State.IN_MEMORY : state,
                counts.delivered(),
                counts.failures(),
                counts.dead() + queue.lost(),
                queue.superseded(),
                queue.length(),
                queue.oldestMillis(),
                counts.durations(),
                counts.lastError());
    }
}
