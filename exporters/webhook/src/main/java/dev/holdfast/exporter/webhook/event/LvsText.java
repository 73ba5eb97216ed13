package dev.holdfast.exporter.webhook.event;

import dev.holdfast.core.spi.AgentEvent.LvsNoted;
import dev.holdfast.core.spi.Severity;

/** What is said of virtual servers and real servers. */
final class LvsText {
    private LvsText() {}

    /** Begins an event of a type. */
    @FunctionalInterface
    interface Drafts {
        Draft draft(long atNanos, String type, Severity severity, String summary);
    }

    static Notice notice(LvsNoted event, String node, Drafts drafts) {
        String whom = event.realServer().isEmpty() ? "" : " " + event.realServer();
        String why = event.detail().isEmpty() ? "" : ": " + event.detail();
        String summary = event.virtualServer() + whom + " on " + node + ": "
                + event.notice().text() + why;
        return drafts.draft(
                        event.atNanos(),
                        "lvs." + event.notice().word(),
                        event.notice().severity(),
                        summary)
                .put("virtual_server", event.virtualServer())
                .put("real_server", event.realServer())
                .put("detail", event.detail())
                .notice("lvs/" + event.virtualServer() + "/" + event.realServer());
    }
}
