package dev.holdfast.exporter.webhook.event;

/** Notices of which only topic and name matter. */
public final class Notices {
    private Notices() {}

    /** News about a topic. */
    public static Notice state(String topic, String summary) {
        return draft(summary).notice(topic);
    }

    /** The beginning of an incident. */
    public static Notice incident(String topic, String summary) {
        Draft draft = draft(summary);
        return draft.incident(
                        new Incident("fault", "lb01/" + topic, "evt_" + summary, draft.time(), Incident.Status.OPENED))
                .notice(topic);
    }

    /** Its end. */
    public static Notice resolved(String topic, String summary) {
        Draft draft = draft(summary);
        return draft.incident(new Incident("fault", "lb01/" + topic, "evt_x", draft.time(), Incident.Status.RESOLVED))
                .notice(topic);
    }

    private static Draft draft(String summary) {
        return new Draft(
                "evt_" + summary,
                "lb01",
                1_795_237_200_000L,
                "vrrp.test",
                dev.holdfast.core.spi.Severity.INFO,
                summary);
    }
}
