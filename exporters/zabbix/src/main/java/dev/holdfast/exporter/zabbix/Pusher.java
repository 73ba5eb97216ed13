package dev.holdfast.exporter.zabbix;

import dev.holdfast.core.spi.DeliveryStatus;
import dev.holdfast.core.spi.DeliveryStatus.Durations;
import dev.holdfast.core.spi.DeliveryStatus.State;
import dev.holdfast.core.spi.ZabbixSettings.Destination;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pushes to one server or proxy, on a thread of its own. */
final class Pusher implements AutoCloseable {
    /** What {@link DeliveryStatus} calls pushing. */
    static final String KIND = "zabbix";

    /** Zabbix answered, and did not take the value: it knows no such host or item, or may not take it from us. */
    static final String REFUSED = "refused";

    /** It could not be reached or did not answer; the value is sent again. */
    static final String UNREACHABLE = "unreachable";

    /** For the last transition of an agent that stops. */
    private static final long CLOSE_LIMIT_MILLIS = 2000;

    /** It is woken when there is something; this is only a bound. */
    private static final long IDLE_NANOS = TimeUnit.HOURS.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(Pusher.class);

    private final Destination destination;
    private final String hostname;
    private final Connection connection;
    private final LongSupplier nanoTime;

    /** From the agent loop to the thread that pushes. */
    private final Queue<Pushed> inbox = new ConcurrentLinkedQueue<>();

    private final AtomicInteger arriving = new AtomicInteger();
    private final LongAdder overflowed = new LongAdder();

    /** Guards what follows, between the thread that pushes and those that ask how it goes. */
    private final Object lock = new Object();

    private final PushQueue queue = new PushQueue();
    private long delivered;
    private long refused;
    private long unreachable;
    private String lastError = "";
    private final List<Long> durations = new ArrayList<>(Collections.nCopies(Durations.BOUNDS_MILLIS.size() + 1, 0L));
    private long durationNanos;
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    /**
     * One that is idle until {@link #start}, or takes its turns by hand.
     *
     * @param hostname how Zabbix calls this node
     */
    Pusher(Destination destination, String hostname, Connection connection, LongSupplier nanoTime) {
        this.destination = destination;
        this.hostname = hostname;
        this.connection = connection;
        this.nanoTime = nanoTime;
    }

    /** @param onThread called first on the thread that pushes */
    Pusher start(Runnable onThread) {
        Thread made = Threads.named("holdfast-zabbix-push").newThread(() -> {
            onThread.run();
            run();
        });
        thread = made;
        made.start();
        return this;
    }

    boolean isFor(Destination where, String as) {
        return destination.equals(where) && hostname.equals(as);
    }

    /** Called on the agent loop, and so without a lock: it must never wait for a thread of lesser priority. */
    void push(Pushed value) {
        if (arriving.get() < PushQueue.MOST_WAITING) {
            arriving.incrementAndGet();
            inbox.add(value);
        } else {
            overflowed.increment();
        }
        LockSupport.unpark(thread);
    }

    private void run() {
        while (true) {
            turn();
            long pause = pauseNanos();
            if (closed && pause > 0) {
                return; // What is due was sent; what could not be sent at once is lost.
            }
            if (pause > 0) {
                LockSupport.parkNanos(this, pause);
            }
        }
    }

    /** How long there is nothing to do; 0 when there is something. */
    private long pauseNanos() {
        synchronized (lock) {
            takeIn();
            return queue.isEmpty() ? IDLE_NANOS : queue.pauseNanos(nanoTime.getAsLong());
        }
    }

    private void takeIn() {
        for (Pushed value = inbox.poll(); value != null; value = inbox.poll()) {
            arriving.decrementAndGet();
            queue.add(value);
        }
    }

    /** Sends what is due, once. */
    void turn() {
        List<Pushed> values;
        synchronized (lock) {
            takeIn();
            values = queue.due(nanoTime.getAsLong());
        }
        if (values.isEmpty()) {
            return;
        }
        long begin = nanoTime.getAsLong();
        try {
            int failed = SenderData.failed(connection.exchange(SenderData.request(hostname, values)));
            answered(values, failed, nanoTime.getAsLong() - begin);
        } catch (IOException | RuntimeException e) {
            unanswered(e, nanoTime.getAsLong() - begin);
        }
    }

    private void answered(List<Pushed> values, int failed, long tookNanos) {
        synchronized (lock) {
            took(tookNanos);
            queue.done(values);
            delivered += values.size() - failed;
            refused += failed;
            lastError = failed == 0 ? "" : failed + " of " + values.size() + " values not taken";
        }
        if (failed > 0) {
            LOG.warn(
                    "zabbix: {} did not take {} of {} values; is there a host {} with a trapper item {} that allows"
                            + " this node?",
                    destination,
                    failed,
                    values.size(),
                    hostname,
                    SenderData.KEY);
        }
    }

    private void unanswered(Exception e, long tookNanos) {
        String why = String.valueOf(e.getMessage());
        boolean first;
        synchronized (lock) {
            took(tookNanos);
            queue.failed(nanoTime.getAsLong());
            unreachable++;
            first = lastError.isEmpty();
            lastError = why;
        }
        if (first) { // Once per outage.
            LOG.warn("zabbix: {} cannot be told, trying again: {}", destination, why);
        }
    }

    private void took(long nanos) {
        int bucket = 0;
        while (bucket < Durations.BOUNDS_MILLIS.size()
                && nanos > TimeUnit.MILLISECONDS.toNanos(Durations.BOUNDS_MILLIS.get(bucket))) {
            bucket++;
        }
        durations.set(bucket, durations.get(bucket) + 1);
        durationNanos += nanos;
    }

    /** How it goes. Any thread. */
    DeliveryStatus status() {
        synchronized (lock) {
            return new DeliveryStatus(
                    KIND,
                    destination.toString(),
                    queue.isPaused() ? State.RETRYING : State.IN_MEMORY,
                    delivered,
                    Map.of(REFUSED, refused, UNREACHABLE, unreachable),
                    refused,
                    queue.dropped() + overflowed.sum(),
                    queue.size() + arriving.get(),
                    queue.oldestEpochMillis(),
                    new Durations(durations, durationNanos),
                    lastError);
        }
    }

    /** Sends what is there for a short while, and ends. */
    @Override
    public void close() {
        closed = true;
        Thread running = thread;
        if (running == null) {
            return;
        }
        LockSupport.unpark(running);
        try {
            running.join(CLOSE_LIMIT_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
