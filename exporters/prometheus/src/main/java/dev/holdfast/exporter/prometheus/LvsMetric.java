package dev.holdfast.exporter.prometheus;

import static io.prometheus.metrics.model.registry.MetricType.COUNTER;
import static io.prometheus.metrics.model.registry.MetricType.GAUGE;

import io.prometheus.metrics.model.registry.MetricType;
import java.util.List;

/** The metrics of virtual servers, on the page of {@link Metric}; the same holds for them. */
enum LvsMetric implements Family {
    VIRTUAL_SERVER_UP(
            "lvs_virtual_server_up",
            GAUGE,
            "1 if enough real servers of the virtual server are up: its quorum.",
            "virtual_server"),
    VIRTUAL_SERVER_QUORUM(
            "lvs_virtual_server_quorum", GAUGE, "Configured quorum, as a sum of weights.", "virtual_server"),
    VIRTUAL_SERVER_LIVE_WEIGHT(
            "lvs_virtual_server_live_weight",
            GAUGE,
            "What the real servers that are up weigh together.",
            "virtual_server"),
    VIRTUAL_SERVER_IN_KERNEL(
            "lvs_virtual_server_in_kernel", GAUGE, "1 if the kernel has the service, else 0.", "virtual_server"),
    VIRTUAL_SERVER_CONNECTIONS(
            "lvs_virtual_server_connections_total",
            COUNTER,
            "Connections to the virtual server, as the kernel counts them.",
            "virtual_server"),
    VIRTUAL_SERVER_PACKETS(
            "lvs_virtual_server_packets_total",
            COUNTER,
            "Packets from clients (in) and to clients (out; none where servers answer clients themselves).",
            "virtual_server",
            "direction"),
    VIRTUAL_SERVER_BYTES(
            "lvs_virtual_server_bytes_total", COUNTER, "Bytes of these packets.", "virtual_server", "direction"),
    REAL_SERVER_UP(
            "lvs_real_server_up",
            GAUGE,
            "1 if all checks of the real server are content, 0 if it is down.",
            "virtual_server",
            "real_server"),
    SERVER_WEIGHT(
            "lvs_server_weight",
            GAUGE,
            "Weight of a real server or the sorry server in the kernel. Only of those that are in the kernel.",
            Labelled.SERVER),
    SERVER_ACTIVE_CONNECTIONS(
            "lvs_server_active_connections",
            GAUGE,
            "Established connections of a server that is in the kernel.",
            Labelled.SERVER),
    SERVER_INACTIVE_CONNECTIONS(
            "lvs_server_inactive_connections",
            GAUGE,
            "Other connections that the kernel remembers of a server that is in the kernel.",
            Labelled.SERVER),
    SERVER_CONNECTIONS(
            "lvs_server_connections_total",
            COUNTER,
            "Connections given to a server since it was put into the kernel last.",
            Labelled.SERVER),
    CHECKER_UP(
            "lvs_checker_up",
            GAUGE,
            "1 unless a check of a real server has found it down, retries considered.",
            "virtual_server",
            "real_server",
            "checker"),
    CHECKER_DURATION(
            "lvs_checker_duration_seconds",
            GAUGE,
            "How long a recent look of the check took; 0 before the first.",
            "virtual_server",
            "real_server",
            "checker");

    private final String text;
    private final MetricType type;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable, which the checker cannot know.
    private final List<String> labels;

    LvsMetric(String text, MetricType type, String help, String... labels) {
        this.text = text;
        this.type = type;
        this.help = help;
        this.labels = List.of(labels);
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public MetricType type() {
        return type;
    }

    @Override
    public String help() {
        return help;
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    /** A holder of its own, because an enum's constants are made before its other fields. */
    private static final class Labelled {
        /** What tells servers apart, the sorry server from the real ones included. */
        static final String[] SERVER = {"virtual_server", "real_server", "role"};
    }
}
