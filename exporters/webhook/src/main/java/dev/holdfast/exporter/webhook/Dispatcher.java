package dev.holdfast.exporter.webhook;

import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.AgentListener;
import dev.holdfast.exporter.webhook.event.Incidents;
import dev.holdfast.exporter.webhook.event.Notice;
import dev.holdfast.exporter.webhook.event.NoticeWriter;
import dev.holdfast.exporter.webhook.send.Receiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the agent loop, which hands an event over and goes on, to the queues of all receivers. One thread writes events down,
 * so that they are in the same order for everybody.
 */
final class Dispatcher implements AgentListener {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** What one turn of a large agent can bring, several times over; beyond it the disk does not keep up. */
    private static final int MOST_HANDED_OVER = 4096;

    /** So many share one write to the disk. */
    private static final int MOST_AT_ONCE = 256;

    private static final long CLOSE_MILLIS = 1000;

    private final BlockingQueue<Function<NoticeWriter, Optional<Notice>>> handedOver =
            new ArrayBlockingQueue<>(MOST_HANDED_OVER);
    private final NoticeWriter writer;
    private final Incidents incidents;
    private final Supplier<List<Receiver>> receivers;
    private final Consumer<Incidents> keeper;
    private final Thread thread = new Thread(this::run, "holdfast-webhook");
    private final AtomicLong dropped = new AtomicLong();
    private boolean ended;

    /**
     * A dispatcher that is not started.
     *
     * @param receivers who is told, asked anew for each batch
     * @param keeper told of the open incidents after each batch, on the dispatcher's thread
     */
    Dispatcher(AgentFeed feed, Incidents incidents, Supplier<List<Receiver>> receivers, Consumer<Incidents> keeper) {
        this.incidents = incidents;
        this.receivers = receivers;
        this.keeper = keeper;
        this.writer = new NoticeWriter(feed, () -> "evt_" + UUID.randomUUID(), incidents);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
        handOver(writer -> Optional.of(writer.started(System.currentTimeMillis())));
    }

    /** Called on the agent loop. */
    @Override
    public void onEvent(AgentEvent event) {
        handOver(event::accept);
    }

    private void handOver(Function<NoticeWriter, Optional<Notice>> happening) {
        if (!handedOver.offer(happening) && Long.bitCount(dropped.incrementAndGet()) == 1) {
            LOG.error("webhooks: the disk does not keep up, events are lost: {}", dropped);
        }
    }

    private void run() {
        List<Function<NoticeWriter, Optional<Notice>>> batch = new ArrayList<>();
        try {
            while (!ended) {
                batch.clear();
                batch.add(handedOver.take());
                handedOver.drainTo(batch, MOST_AT_ONCE);
                dispatch(batch);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void dispatch(List<Function<NoticeWriter, Optional<Notice>>> batch) {
        try {
            List<Notice> notices = batch.stream()
                    .flatMap(happening -> happening.apply(writer).stream())
                    .toList();
            for (Receiver receiver : receivers.get()) {
                receiver.take(notices);
            }
            keeper.accept(incidents);
        } catch (RuntimeException broken) {
            LOG.error("webhooks: events could not be written", broken);
        }
    }

    /** Tells that the agent stops, and waits for a moment until all is written down. */
    void close() {
        handOver(writer -> Optional.of(writer.stopping(System.currentTimeMillis())));
        handOver(this::end);
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The last to be handed over; done on the dispatcher's thread, as all of them. */
    private Optional<Notice> end(NoticeWriter unused) {
        ended = true;
        return Optional.empty();
    }
}
