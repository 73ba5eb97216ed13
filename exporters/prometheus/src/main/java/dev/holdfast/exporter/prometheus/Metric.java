package dev.holdfast.exporter.prometheus;

import static io.prometheus.metrics.model.registry.MetricType.COUNTER;
import static io.prometheus.metrics.model.registry.MetricType.GAUGE;
import static io.prometheus.metrics.model.registry.MetricType.HISTOGRAM;
import static io.prometheus.metrics.model.registry.MetricType.INFO;
import static io.prometheus.metrics.model.registry.MetricType.STATESET;

import io.prometheus.metrics.model.registry.MetricType;
import java.util.List;

/**
 * The metrics of the agent itself: the one table where a name, its labels and its help are written. The page, the
 * reference in {@code docs/metrics.md} and the tests are made from it.
 *
 * <p>Names and labels are API: changed only with a changelog entry marked breaking.
 */
enum Metric implements Family {
    AGENT_INFO("vrrp_agent_info", INFO, "Build of the agent; always 1.", "version", "revision", "java_version"),
    AGENT_TIME("vrrp_agent_time_seconds", GAUGE, "Wall clock of the node, to find skew between nodes."),
    AGENT_START("vrrp_agent_start_time_seconds", GAUGE, "When the agent started."),
    CONFIG_RELOAD_SUCCESSFUL(
            "vrrp_config_last_reload_successful",
            GAUGE,
            "1 if the configuration read last is in force, 0 if it was refused and the one before goes on."),
    CONFIG_RELOAD_TIMESTAMP(
            "vrrp_config_last_reload_success_timestamp_seconds", GAUGE, "When a configuration was put in force last."),

    INTERFACE_UP(
            "vrrp_interface_up", GAUGE, "1 if an interface that virtual routers use is up with carrier.", "interface"),

    INSTANCE_INFO(
            "vrrp_instance_info",
            INFO,
            "Configuration of the virtual router on this node; always 1.",
            RouterLabels.with("interface", "protocol_version", "advert_mode", "auth", "preempt", "vmac")),
    CONFIG_HASH(
            "vrrp_config_hash",
            GAUGE,
            "A number made from the settings that must be equal on all nodes of the virtual router.",
            RouterLabels.with()),
    SYNC_GROUP_STATE(
            "vrrp_sync_group_state",
            STATESET,
            "State of the sync group: exactly one of its series is 1.",
            "sync_group",
            "vrrp_sync_group_state"),
    STATE(
            "vrrp_state",
            STATESET,
            "State of the virtual router: exactly one of its series is 1.",
            RouterLabels.with("vrrp_state")),
    MASTER("vrrp_master", GAUGE, "1 if this node is master (RFC 9568: Active), else 0.", RouterLabels.with()),
    FAULT(
            "vrrp_fault",
            GAUGE,
            "1 for each cause that holds the virtual router in FAULT now.",
            RouterLabels.with("cause")),
    PRIORITY("vrrp_priority", GAUGE, "Effective priority, as adverts carry it.", RouterLabels.with()),
    PRIORITY_BASE("vrrp_priority_base", GAUGE, "Configured priority.", RouterLabels.with()),
    PRIORITY_ADJUSTMENT(
            "vrrp_priority_adjustment",
            GAUGE,
            "What something tracked with a weight adds to the priority now.",
            RouterLabels.with("kind", "tracker")),
    MAINTENANCE("vrrp_maintenance", GAUGE, "1 while the operator holds this node out of service.", RouterLabels.with()),
    MASTER_PRIORITY(
            "vrrp_master_priority",
            GAUGE,
            "Priority in the last advert accepted from the master; 0 while none is heard or this node is master.",
            RouterLabels.with()),
    LAST_ADVERT_RECEIVED(
            "vrrp_last_advert_received_timestamp_seconds",
            GAUGE,
            "When the last advert was accepted from the master; 0 while none is heard or this node is master.",
            RouterLabels.with()),
    LAST_TRANSITION(
            "vrrp_last_transition_timestamp_seconds", GAUGE, "When the state changed last.", RouterLabels.with()),

    TRANSITIONS(
            "vrrp_transitions_total",
            COUNTER,
            "Changes of state, by the state reached and why. The exemplar is the event's id in log and notifications.",
            RouterLabels.with("to", "reason")),
    ADVERT_INTERVAL("vrrp_advert_interval_seconds", GAUGE, "Configured advert interval.", RouterLabels.with()),
    MASTER_ADVERT_INTERVAL(
            "vrrp_master_advert_interval_seconds",
            GAUGE,
            "Advert interval in force: learned from the master, or the configured one.",
            RouterLabels.with()),
    MASTER_DOWN_INTERVAL(
            "vrrp_master_down_interval_seconds",
            GAUGE,
            "Silence of the master after which this node takes over.",
            RouterLabels.with()),
    VIP_HELD(
            "vrrp_vip_held",
            GAUGE,
            "1 if the kernel says that the virtual address is on this node now.",
            RouterLabels.with("vip")),
    VIP_EXCLUDED(
            "vrrp_vip_excluded",
            GAUGE,
            "Virtual addresses that adverts do not list. Only of instances that have any.",
            RouterLabels.with()),
    VIP_EXCLUDED_HELD(
            "vrrp_vip_excluded_held",
            GAUGE,
            "How many of them the kernel says to be on this node now.",
            RouterLabels.with()),
    VIP_OPERATION_ERRORS(
            "vrrp_vip_operation_errors_total",
            COUNTER,
            "Virtual addresses that the kernel refused to add or remove.",
            RouterLabels.with("operation")),
    VIP_RESTORED(
            "vrrp_vip_restored_total",
            COUNTER,
            "Times a virtual address was removed by somebody else and put back.",
            RouterLabels.with()),
    GARP_SENT(
            "vrrp_garp_sent_total", COUNTER, "Gratuitous ARPs sent for virtual addresses (IPv4).", RouterLabels.with()),

    NA_SENT(
            "vrrp_na_sent_total",
            COUNTER,
            "Unsolicited neighbour advertisements sent for virtual addresses (IPv6).",
            RouterLabels.with()),
    ADVERTS_SENT(
            "vrrp_adverts_sent_total",
            COUNTER,
            "Adverts handed to the kernel, one per destination.",
            RouterLabels.with()),
    ADVERTS_RECEIVED("vrrp_adverts_received_total", COUNTER, "Adverts accepted.", RouterLabels.with()),
    ADVERTS_MISSED(
            "vrrp_adverts_missed_total",
            COUNTER,
            "Advert intervals, while not master, in which the master's advert did not come.",
            RouterLabels.with()),
    ADVERT_GAP(
            "vrrp_advert_gap_seconds",
            HISTOGRAM,
            "Time between two adverts of the master, while not master.",
            RouterLabels.with()),
    ADVERT_SEND_ERRORS(
            "vrrp_advert_send_errors_total",
            COUNTER,
            "Adverts that the kernel refused to send, by kind of errno.",
            RouterLabels.with("reason")),
    ADVERTS_DISCARDED(
            "vrrp_adverts_discarded_total",
            COUNTER,
            "Adverts refused, by the first check that failed.",
            RouterLabels.with("reason")),
    ADVERTS_WHILE_MASTER(
            "vrrp_adverts_while_master_total",
            COUNTER,
            "Adverts of others accepted while master, by how their priority compares with ours.",
            RouterLabels.with("relation")),
    MASTERS_SEEN(
            "vrrp_masters_seen",
            GAUGE,
            "Distinct masters heard within the master-down interval, this node included; 0 while it takes no part.",
            RouterLabels.with()),
    SPLIT_BRAIN(
            "vrrp_split_brain",
            GAUGE,
            "1 while this node suspects or knows that the virtual router has more than one master.",
            RouterLabels.with()),
    SPLIT_BRAIN_CAUSE(
            "vrrp_split_brain_cause",
            GAUGE,
            "1 for the likely cause, 0 for the others. Only of instances whose vrrp_split_brain is 1.",
            RouterLabels.with("cause")),
    SPLIT_BRAIN_SECONDS(
            "vrrp_split_brain_seconds_total", COUNTER, "Time for which vrrp_split_brain was 1.", RouterLabels.with()),
    ARBITRATION(
            "vrrp_arbitration",
            GAUGE,
            "1 while a mechanism that arbitrates lets this node hold the addresses, or is not asked for them; 0 while it"
                    + " refuses, or has not answered. Only of mechanisms that are configured.",
            RouterLabels.with("mechanism")),
    VIP_CONFLICTS(
            "vrrp_vip_conflicts_total",
            COUNTER,
            "Frames in which another host claimed an address that this node held. Kind probe only asks for it.",
            RouterLabels.with("vip", "kind")),
    FOREIGN_ADVERTS(
            "vrrp_foreign_adverts_total",
            COUNTER,
            "Adverts on the interface that are not of a virtual router configured here, a sample of them.",
            "interface",
            "reason"),
    HEARTBEAT_UP(
            "vrrp_heartbeat_up",
            GAUGE,
            "1 while a link over which adverts travel runs and is not silent while others bring adverts. Only with"
                    + " heartbeat_interfaces.",
            RouterLabels.with("interface")),
    PEER_CHECK_UP(
            "vrrp_peer_check_up",
            GAUGE,
            "1 while the agent of another node answers. Only of peers that are configured.",
            "peer"),
    PEER_LAST_ANSWER(
            "vrrp_peer_last_answer_timestamp_seconds",
            GAUGE,
            "When that agent was asked what it answered last; 0 when it never has.",
            "peer"),
    PEER_CHECK_FAILURES(
            "vrrp_peer_check_failures_total",
            COUNTER,
            "Questions to that agent that were not answered. Appears with the first.",
            "peer",
            "reason"),
    PEER_REPORTED_MASTER(
            "vrrp_peer_reported_master",
            GAUGE,
            "1 if that agent says that its node is master of the virtual router. Only while it answers.",
            RouterLabels.with("peer")),
    PEER_CONFIG_MATCH(
            "vrrp_peer_config_match",
            GAUGE,
            "1 if the virtual router is set up there as it is here. Only while that agent answers.",
            RouterLabels.with("peer")),
    CONFIG_MISMATCH(
            "vrrp_config_mismatch",
            GAUGE,
            "1 for what is set up differently there. Appears with a difference, and goes with it.",
            RouterLabels.with("peer", "reason")),
    SPLIT_BRAIN_LOSER(
            "vrrp_split_brain_loser",
            GAUGE,
            "1 while the instance stays out because it lost a split brain. Only while it does.",
            RouterLabels.with("sticky")),
    HEAL_ANNOUNCEMENTS(
            "vrrp_heal_announcements_total",
            COUNTER,
            "Times a master announced itself again because others were master too. Only once that happened.",
            RouterLabels.with()),
    PRIORITY_ZERO_SENT(
            "vrrp_priority_zero_sent_total",
            COUNTER,
            "Adverts with priority 0 sent: resignations.",
            RouterLabels.with()),
    PRIORITY_ZERO_RECEIVED(
            "vrrp_priority_zero_received_total",
            COUNTER,
            "Adverts with priority 0 accepted: resignations of others.",
            RouterLabels.with()),
    FAILOVER_DURATION(
            "vrrp_failover_duration_seconds",
            HISTOGRAM,
            "From the decision to become master to the virtual addresses confirmed by the kernel.",
            RouterLabels.with()),
    MASTER_GAP(
            "vrrp_master_gap_seconds",
            HISTOGRAM,
            "From the last advert of the old master to our first one: the outage as the wire saw it.",
            RouterLabels.with()),
    NOTIFY_QUEUE_LENGTH(
            "vrrp_notify_queue_length", GAUGE, "Notify scripts that wait for their turn.", RouterLabels.with()),

    CHECK_UP(
            "vrrp_check_up",
            GAUGE,
            "1 if the check is good, rise and fall considered; 0 if it is bad or has not looked yet. Not of numbers in files.",
            "kind",
            "check"),
    CHECK_RUNS("vrrp_check_runs_total", COUNTER, "Looks of the check, whatever came of them.", "kind", "check"),
    CHECK_FAILURES(
            "vrrp_check_failures_total", COUNTER, "Looks of the check that did not pass.", "kind", "check", "reason"),
    CHECK_DURATION(
            "vrrp_check_duration_seconds",
            HISTOGRAM,
            "How long a look of the check took that was made.",
            "kind",
            "check"),
    NOTIFY_RUNS("vrrp_notify_runs_total", COUNTER, "Notify scripts that were due, whatever became of them.", "kind"),
    NOTIFY_FAILURES(
            "vrrp_notify_failures_total",
            COUNTER,
            "Notify scripts that did not exit with 0 in time, or did not run.",
            "kind",
            "result"),
    NOTIFY_DURATION("vrrp_notify_duration_seconds", HISTOGRAM, "How long notify scripts ran that were started."),
    WEBHOOK_DELIVERIES("vrrp_webhook_deliveries_total", COUNTER, "Events that a receiver has accepted.", "endpoint"),
    WEBHOOK_FAILURES(
            "vrrp_webhook_failures_total",
            COUNTER,
            "Attempts to deliver that failed; most are made again.",
            "endpoint",
            "reason"),
    WEBHOOK_DEAD_LETTERS(
            "vrrp_webhook_dead_letters_total",
            COUNTER,
            "Events that were given up: the receiver will never take them, or there was no room.",
            "endpoint"),
    WEBHOOK_SUPERSEDED(
            "vrrp_webhook_superseded_total",
            COUNTER,
            "Events that gave way to newer ones about the same while there was no room.",
            "endpoint"),
    WEBHOOK_QUEUE_LENGTH("vrrp_webhook_queue_length", GAUGE, "Events that wait for their receiver.", "endpoint"),
    WEBHOOK_OLDEST_PENDING(
            "vrrp_webhook_oldest_pending_timestamp_seconds",
            GAUGE,
            "When the oldest event that waits happened; no series while none waits.",
            "endpoint"),
    WEBHOOK_DURATION("vrrp_webhook_duration_seconds", HISTOGRAM, "How long attempts to deliver took.", "endpoint"),

    ZABBIX_REQUESTS(
            "vrrp_zabbix_requests_total",
            COUNTER,
            "Connections in Zabbix's passive protocol, by how they ended. Only where the agent listens for them.",
            "result"),
    ZABBIX_PUSHED(
            "vrrp_zabbix_pushed_total", COUNTER, "Transitions that a Zabbix server or proxy has taken.", "endpoint"),
    ZABBIX_PUSH_FAILURES(
            "vrrp_zabbix_push_failures_total",
            COUNTER,
            "Transitions that Zabbix did not take, and attempts to reach it that failed and are made again.",
            "endpoint",
            "reason"),
    ZABBIX_PUSH_QUEUE_LENGTH(
            "vrrp_zabbix_push_queue_length", GAUGE, "Transitions that wait to be pushed to Zabbix.", "endpoint"),

    TIMER_LAG("vrrp_timer_lag_seconds", HISTOGRAM, "How late the election loop began a turn whose deadline had come."),

    TIMER_LAG_MAX(
            "vrrp_timer_lag_seconds_max",
            GAUGE,
            "The latest turn of the election loop in the last one to two minutes."),
    SCRAPE_DURATION(
            "vrrp_scrape_duration_seconds", GAUGE, "How long the page before this one took to make; 0 on the first.");

    private final String text;
    private final MetricType type;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable, which the checker cannot know.
    private final List<String> labels;

    Metric(String text, MetricType type, String help, String... labels) {
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
}
