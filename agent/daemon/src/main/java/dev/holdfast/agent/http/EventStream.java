package dev.holdfast.agent.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Server-sent events for those who follow what happens. While somebody listens the ring of events is looked at ten times a
 * second, so the loop that elects need not know that there are listeners. Runs on the HTTP event loop alone.
 */
final class EventStream {
    static final String CONTENT_TYPE = "text/event-stream";

    private static final long LOOK_MILLIS = 100;
    private static final int LOOKS_PER_HEARTBEAT = 10;

    /** RUN-NUMBER, as we name events to listeners. */
    private static final Pattern EVENT_ID = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    private final Vertx vertx;
    private final Events events;
    private final Liveness liveness;
    private final LongSupplier wallMillis;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private long timer;
    private int looks;

    EventStream(Vertx vertx, Events events, Liveness liveness, LongSupplier wallMillis) {
        this.vertx = vertx;
        this.events = events;
        this.liveness = liveness;
        this.wallMillis = wallMillis;
    }

    boolean isFull() {
        return listeners.size() >= HttpLimits.LISTENERS;
    }

    /** How many follow. Any thread. */
    int listeners() {
        return listeners.size();
    }

    /**
     * Begins to tell: what is kept, and from then on what happens.
     *
     * @param lastEventId the last event that the client has; empty for none
     */
    void open(HttpServerResponse response, String lastEventId) {
        Listener listener = new Listener(response, lastSeen(lastEventId));
        listeners.add(listener);
        response.exceptionHandler(gone -> leave(listener));
        response.closeHandler(closed -> leave(listener));
        response.setChunked(true).setWriteQueueMaxSize(HttpLimits.LISTENER_OCTETS);
        if (listeners.size() == 1) {
            timer = vertx.setPeriodic(LOOK_MILLIS, id -> look());
        }
        listener.send(Buffer.buffer("retry: 1000\n\n").appendBuffer(heartbeat()));
        listener.tellNews();
    }

    /** The number to go on after; 0, which is all, for what another run of the agent has told. */
    private long lastSeen(String lastEventId) {
        Matcher matcher = EVENT_ID.matcher(lastEventId);
        boolean ours = matcher.matches() && matcher.group(1).equals(events.run());
        return ours ? Long.parseLong(matcher.group(2)) : 0;
    }

    private void look() {
        looks++;
        boolean beats = looks % LOOKS_PER_HEARTBEAT == 0;
        for (Listener listener : listeners) {
            listener.tellNews();
            if (beats) {
                listener.send(heartbeat());
            }
        }
    }

    private Buffer heartbeat() {
        String time = Instant.ofEpochMilli(wallMillis.getAsLong()).toString();
        boolean alive = liveness.lastTurnAgeNanos() < Routes.ALIVE_LIMIT_NANOS;
        return Buffer.buffer("event: heartbeat\n").appendBuffer(data(new EventDocument.Heartbeat(time, alive)));
    }

    /** JSON has no line ends in it, so that it is one line of data. */
    private static Buffer data(Object document) {
        return Buffer.buffer("data: ").appendBytes(Json.bytes(document)).appendString("\n\n");
    }

    private void leave(Listener listener) {
        listener.gone = true;
        if (listeners.remove(listener) && listeners.isEmpty()) {
            vertx.cancelTimer(timer);
        }
    }

    private final class Listener {
        private final HttpServerResponse response;
        private long lastSeen;
        private boolean gone;

        Listener(HttpServerResponse response, long lastSeen) {
            this.response = response;
            this.lastSeen = lastSeen;
        }

        void tellNews() {
            for (EventDocument event : events.after(lastSeen)) {
                byte[] id = ("id: " + events.run() + "-" + event.id() + "\n").getBytes(StandardCharsets.US_ASCII);
                send(Buffer.buffer(id).appendBuffer(data(event)));
                lastSeen = event.id();
            }
        }

        void send(Buffer message) {
            if (gone) {
                return;
            }
            if (response.writeQueueFull()) {
                leave(this);
                response.reset(); // Ends the connection in HTTP/1, the stream in HTTP/2.
                return;
            }
            response.write(message).onFailure(HttpLog::closeFailed);
        }
    }
}
