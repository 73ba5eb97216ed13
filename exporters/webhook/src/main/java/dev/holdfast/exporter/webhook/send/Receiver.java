package dev.holdfast.exporter.webhook.send;

import dev.holdfast.core.spi.DeliveryStatus;
import dev.holdfast.core.spi.WebhookSettings;
import dev.holdfast.exporter.webhook.event.Notice;
import dev.holdfast.exporter.webhook.format.Format;
import dev.holdfast.exporter.webhook.format.Formats;
import dev.holdfast.exporter.webhook.queue.DeadLetters;
import dev.holdfast.exporter.webhook.queue.DeliveryQueue;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One receiver: what it wants, what waits for it, and the thread that delivers. Usable from any thread. */
public final class Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    /** After a mistake of ours, so that it fills no log. */
    private static final long MISTAKE_PAUSE_MILLIS = 60_000;

    private final WebhookSettings settings;
    private final DeliveryQueue queue;
    private final Format format;
    private final Sieve sieve;
    private final Transport transport;
    private final Courier courier;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Makes a receiver; it delivers when it is started.
     *
     * @param queue what waits for it already
     * @param network how its requests go out
     */
    public Receiver(WebhookSettings settings, DeliveryQueue queue, DeadLetters deadLetters, Network network) {
        this.settings = settings;
        this.queue = queue;
        this.format = Formats.of(settings);
        this.sieve = new Sieve(settings.filter());
        this.transport = new HttpTransport(settings.target(), network.executor(), System::currentTimeMillis);
        this.courier = new Courier(
                settings,
                format,
                transport,
                queue,
                deadLetters,
                new Pace(() -> ThreadLocalRandom.current().nextDouble()),
                System::currentTimeMillis);
        this.thread = network.thread(this::run, "holdfast-webhook-" + settings.name());
    }

    public WebhookSettings settings() {
        return settings;
    }

    /** What waits for it. */
    public DeliveryQueue queue() {
        return queue;
    }

    /** Begins to deliver. */
    public void start() {
        thread.start();
    }

    /** Takes of these what it wants; when this returns they are on disk, if there is one. */
    public void take(List<Notice> notices) {
        List<Notice> wanted = notices.stream()
                .filter(notice -> sieve.test(notice.envelope()) && format.takes(notice.envelope()))
                .toList();
        if (!wanted.isEmpty()) {
            queue.add(wanted, settings.links());
        }
    }

    public DeliveryStatus status() {
        return courier.status();
    }

    private void run() {
        try {
            while (!closed) {
                long seen = queue.changes();
                long pause = step();
                if (pause > 0 && !closed) {
                    queue.await(seen, pause);
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private long step() throws InterruptedException {
        try {
            return courier.step(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        } catch (RuntimeException | LinkageError broken) {
            LOG.error("webhook {} could not deliver", settings.name(), broken);
            return MISTAKE_PAUSE_MILLIS;
        }
    }

    /** Waits until nothing waits any more, or nothing can be delivered now, or the time is up. */
    public void drain(long untilNanos) throws InterruptedException {
        while (queue.length() > 0 && courier.isWorking() && System.nanoTime() - untilNanos < 0) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /**
     * Ends its thread, also in the middle of an attempt, which a later receiver makes again. The thread is not interrupted:
     * it may be writing to the journal, which an interrupt would close.
     */
    public void close() {
        closed = true;
        queue.wake();
        transport.close();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
