package dev.holdfast.agent.http;

import dev.holdfast.agent.log.LogLine;
import dev.holdfast.agent.log.RecentEvents;
import dev.holdfast.core.spi.AgentFeed;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Turns what the log has told into documents. Usable from any thread. */
final class Events {
    private final AgentFeed feed;
    private final RecentEvents recent;

    Events(AgentFeed feed, RecentEvents recent) {
        this.feed = feed;
        this.recent = recent;
    }

    EventDocument.Recent all() {
        return new EventDocument.Recent(
                EventDocument.Recent.SCHEMA_VERSION, feed.snapshot().routerId(), run(), after(0));
    }

    /** Tells one run of the agent from another. */
    String run() {
        return Long.toString(feed.status().startedEpochMillis());
    }

    List<EventDocument> after(long id) {
        return recent.after(id).stream().map(this::document).toList();
    }

    private EventDocument document(RecentEvents.Told told) {
        LogLine line = told.line();
        return new EventDocument(
                told.id(),
                Instant.ofEpochMilli(feed.epochMillis(told.atNanos())).toString(),
                line.event(),
                line.instance(),
                line.level().name().toLowerCase(Locale.ROOT),
                line.text(),
                line.details());
    }
}
