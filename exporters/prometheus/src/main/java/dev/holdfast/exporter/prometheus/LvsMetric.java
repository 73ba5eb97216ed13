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
    VIRTUAL_SERVER_TRANSITIONS(
            "lvs_virtual_server_transitions_total",
            COUNTER,
            "Times the quorum was gained or lost, except by the start.",
            "virtual_server",
            "to"),
    VIRTUAL_SERVER_QUORUM(
            "lvs_virtual_server_quorum", GAUGE, "Configured quorum, as a sum of weights.", "virtual_server"),
    VIRTUAL_SERVER_LIVE_WEIGHT(
            "lvs_virtual_server_live_weight",
            GAUGE,
            "What the real servers that are up weigh together.",
            "virtual_server"),
    VIRTUAL_SERVER_IN_KERNEL(
            "lvs_virtual_server_in_kernel", GAUGE, "1 if the kernel has the service, else 0.", "virtual_server"),
    TABLE_AS_WANTED(
            "lvs_table_as_wanted",
            GAUGE,
            "1 if the kernel has of the virtual server what configuration and checks want, 0 while anything differs.",
            "virtual_server"),
    TABLE_RESTORED(
            "lvs_table_restored_total",
            COUNTER,
            "Times somebody else had changed the virtual server in the kernel, and it was put right.",
            "virtual_server"),
    TABLE_REFUSED("lvs_table_refused_total", COUNTER, "Changes that the kernel refused.", "virtual_server"),
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
    VIRTUAL_SERVER_CONNECTION_RATE(
            "lvs_virtual_server_connections_per_second",
            GAUGE,
            "Connections per second, as the kernel estimates it; the newest count most.",
            "virtual_server"),
    VIRTUAL_SERVER_PACKET_RATE(
            "lvs_virtual_server_packets_per_second",
            GAUGE,
            "Packets per second, estimated likewise.",
            "virtual_server",
            "direction"),
    VIRTUAL_SERVER_BYTE_RATE(
            "lvs_virtual_server_bytes_per_second",
            GAUGE,
            "Bytes per second, estimated likewise.",
            "virtual_server",
            "direction"),
    REAL_SERVER_UP(
            "lvs_real_server_up",
            GAUGE,
            "1 if all checks of the real server are content, 0 if it is down.",
            "virtual_server",
            "real_server"),
    REAL_SERVER_TRANSITIONS(
            "lvs_real_server_transitions_total",
            COUNTER,
            "Times the real server went down or came back.",
            "virtual_server",
            "real_server",
            "to"),
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
    SERVER_PACKETS(
            "lvs_server_packets_total",
            COUNTER,
            "Packets to a server (in) and from it (out; none where it answers clients itself) since then.",
            Labelled.SERVER_AND_DIRECTION),
    SERVER_BYTES("lvs_server_bytes_total", COUNTER, "Bytes of these packets.", Labelled.SERVER_AND_DIRECTION),
    CHECKER_UP(
            "lvs_checker_up",
            GAUGE,
            "1 unless a check of a real server has found it down, retries considered.",
            Labelled.CHECKER),
    CHECKER_DURATION(
            "lvs_checker_duration_seconds",
            GAUGE,
            "How long a recent look of the check took; 0 before the first.",
            Labelled.CHECKER),
    CHECKER_RUNS("lvs_checker_runs_total", COUNTER, "Looks of the check, whatever came of them.", Labelled.CHECKER),
    CHECKER_FAILURES(
            "lvs_checker_failures_total",
            COUNTER,
            "Looks of the check that did not pass.",
            "virtual_server",
            "real_server",
            "checker",
            "reason"),
    CHECKER_SECONDS(
            "lvs_checker_seconds_total",
            COUNTER,
            "How long the looks of the check that were made took together.",
            Labelled.CHECKER);

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

        static final String[] SERVER_AND_DIRECTION = {"virtual_server", "real_server", "role", "direction"};

        static final String[] CHECKER = {"virtual_server", "real_server", "checker"};
    }
}
