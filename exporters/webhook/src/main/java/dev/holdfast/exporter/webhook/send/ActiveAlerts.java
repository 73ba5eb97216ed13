package dev.holdfast.exporter.webhook.send;

import dev.holdfast.exporter.webhook.event.Envelope;
import dev.holdfast.exporter.webhook.format.AlertmanagerApi;
import dev.holdfast.exporter.webhook.format.Rendered;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The incidents that go on, to be posted again. Used by one thread. */
final class ActiveAlerts {
    /** Often enough that a few lost posts resolve nothing. */
    private static final long PERIOD_MILLIS = 60_000;

    /** One post is to stay small; more than these at once are all told by their first posts. */
    private static final int MOST = 100;

    private final Map<String, Envelope> byKey = new LinkedHashMap<>();
    private long lastMillis;

    /** An event was taken. */
    void posted(Envelope event, long nowMillis) {
        event.incident().ifPresent(incident -> {
            byKey.remove(incident.key());
            if (!incident.isResolved() && byKey.size() < MOST) {
                byKey.put(incident.key(), event);
            }
        });
        if (byKey.size() <= 1) {
            lastMillis = nowMillis;
        }
    }

    /** How long nothing need be posted. */
    long pauseMillis(long nowMillis) {
        return byKey.isEmpty() ? PERIOD_MILLIS : Math.max(0, lastMillis + PERIOD_MILLIS - nowMillis);
    }

    /** All are being posted now. */
    void isPosted(long nowMillis) {
        lastMillis = nowMillis;
    }

    /**
     * All of them in one post.
     *
     * @param wallMillis wall time
     */
    Rendered render(long wallMillis) {
        return AlertmanagerApi.render(List.copyOf(byKey.values()), wallMillis);
    }
}
