package dev.holdfast.exporter.webhook.event;

import dev.holdfast.core.spi.Severity;
import dev.holdfast.exporter.webhook.event.Incident.Status;
import java.util.List;

/** What is sent when somebody wants to see whether anything arrives. */
public final class TestNotice {
    private static final String TYPE = "vrrp.test";

    private TestNotice() {}

    /** One event that is part of nothing. */
    public static Notice plain(String id, String node, long madeMillis) {
        return draft(id, node, madeMillis, "a test of " + node + ": nothing happened")
                .notice("test");
    }

    /** The begin and the end of an incident. */
    public static List<Notice> incident(String firstId, String secondId, String node, long madeMillis) {
        String key = node + "/test";
        Draft first = draft(firstId, node, madeMillis, "a test of " + node + ": nothing happened");
        first.incident(new Incident("test", key, firstId, first.time(), Status.OPENED));
        Draft second = draft(secondId, node, madeMillis, "the test of " + node + " is over");
        second.incident(new Incident("test", key, firstId, first.time(), Status.RESOLVED));
        return List.of(first.notice("test"), second.notice("test"));
    }

    private static Draft draft(String id, String node, long madeMillis, String summary) {
        return new Draft(id, node, madeMillis, TYPE, Severity.INFO, summary);
    }
}
