package dev.holdfast.exporter.prometheus;

import static io.prometheus.metrics.model.registry.MetricType.COUNTER;
import static io.prometheus.metrics.model.registry.MetricType.GAUGE;
import static io.prometheus.metrics.model.registry.MetricType.UNKNOWN;

import io.prometheus.metrics.model.registry.MetricType;
import java.util.List;

/** The names of keepalived-exporter, so that dashboards and rules made for it go on. Names, labels and numbers are its. */
enum KeepalivedMetric implements Family {
    UP("keepalived_up", GAUGE, "Always 1: who answers runs.", List.of()),
    STATE("keepalived_vrrp_state", GAUGE, "State: 0 init, 1 backup, 2 master, 3 fault.", Labelled.ADDRESS),
    EXCLUDED_STATE(
            "keepalived_vrrp_excluded_state",
            GAUGE,
            "The same, for addresses that adverts do not list.",
            Labelled.ADDRESS),
    ADVERTS_RECEIVED("keepalived_advertisements_received_total", COUNTER, "Adverts accepted.", Labelled.INSTANCE),
    ADVERTS_SENT("keepalived_advertisements_sent_total", COUNTER, "Adverts sent.", Labelled.INSTANCE),
    BECOME_MASTER("keepalived_become_master_total", COUNTER, "Transitions to master.", Labelled.INSTANCE),
    RELEASE_MASTER("keepalived_release_master_total", COUNTER, "Transitions from master.", Labelled.INSTANCE),
    LENGTH_ERRORS("keepalived_packet_length_errors_total", COUNTER, "Adverts of a wrong length.", Labelled.INSTANCE),
    INTERVAL_ERRORS(
            "keepalived_advertisements_interval_errors_total",
            COUNTER,
            "Adverts with another interval than ours.",
            Labelled.INSTANCE),
    TTL_ERRORS("keepalived_ip_ttl_errors_total", COUNTER, "Adverts from beyond the link.", Labelled.INSTANCE),
    INVALID_TYPE("keepalived_invalid_type_received_total", COUNTER, "Packets that are no adverts.", Labelled.INSTANCE),
    ADDRESS_LIST_ERRORS(
            "keepalived_address_list_errors_total",
            COUNTER,
            "Adverts with other addresses than ours.",
            Labelled.INSTANCE),
    AUTHENTICATION_INVALID(
            "keepalived_authentication_invalid_total",
            COUNTER,
            "Adverts signed in a way that nobody knows.",
            Labelled.INSTANCE),
    AUTHENTICATION_MISMATCH(
            "keepalived_authentication_mismatch_total",
            COUNTER,
            "Adverts with another kind of authentication than ours.",
            Labelled.INSTANCE),
    AUTHENTICATION_FAILURE(
            "keepalived_authentication_failure_total",
            COUNTER,
            "Adverts whose password or signature was not right.",
            Labelled.INSTANCE),
    PRIORITY_ZERO_RECEIVED(
            "keepalived_priority_zero_received_total", COUNTER, "Resignations accepted.", Labelled.INSTANCE),
    PRIORITY_ZERO_SENT("keepalived_priority_zero_sent_total", COUNTER, "Resignations sent.", Labelled.INSTANCE),
    GARP_DELAY(
            "keepalived_gratuitous_arp_delay_total",
            UNKNOWN,
            "Seconds after a takeover when announcements are repeated: a setting, which counts nothing.",
            Labelled.INSTANCE),
    SCRIPT_STATUS("keepalived_script_status", GAUGE, "1 if the script is good, 0 if it is bad.", List.of("name"));

    private final String text;
    private final MetricType type;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable, which the checker cannot know.
    private final List<String> labels;

    KeepalivedMetric(String text, MetricType type, String help, List<String> labels) {
        this.text = text;
        this.type = type;
        this.help = help;
        this.labels = labels;
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

    private static final class Labelled {
        static final List<String> INSTANCE = List.of("iname", "intf", "vrid");
        static final List<String> ADDRESS = List.of("iname", "intf", "vrid", "ip_address");
    }
}
