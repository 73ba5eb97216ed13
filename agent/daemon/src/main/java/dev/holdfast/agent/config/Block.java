package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import java.util.List;
import java.util.Optional;

/**
 * A block of the file and the keys it knows. {@code docs/configuration.md} lists the same, which a test checks.
 *
 * @param title the heading of the block in the documentation
 * @param place where it stands, for a sentence
 * @param keys the keys that may stand in it, in the order of the documentation
 */
record Block(String title, String place, List<String> keys) {
    static final Block TOP = block("top level", "at the top level", """
            global_defs http vrrp_script vrrp_check vrrp_track_process vrrp_track_file track_file
            vrrp_instance vrrp_sync_group interface_up_down_delays static_ipaddress static_routes static_rules
            virtual_server virtual_server_group smtp webhook zabbix split_brain
            """);
    static final Block GLOBAL_DEFS = block("global_defs", "in global_defs", """
            router_id script_user enable_script_security net_namespace vrrp_rt_priority vrrp_version vrrp_mcast_group4
            vrrp_mcast_group6 vrrp_startup_delay startup_delay dynamic_interfaces notify_timeout
            control_socket state_directory
            vrrp_garp_master_delay vrrp_garp_master_repeat vrrp_garp_master_refresh vrrp_garp_master_refresh_repeat
            vrrp_garp_lower_prio_delay vrrp_garp_lower_prio_repeat
            notify_fifo notify_fifo_script vrrp_notify_fifo vrrp_notify_fifo_script
            lvs_notify_fifo lvs_notify_fifo_script vrrp_notify_priority_changes
            notification_email notification_email_from smtp_server smtp_connect_timeout smtp_helo_name
            smtp_alert smtp_alert_vrrp no_email_faults smtp_alert_checker no_checker_emails
            lvs_timeouts lvs_flush lvs_flush_on_stop lvs_sync_daemon
            """);
    static final Block LVS_TIMEOUTS = block("lvs_timeouts", "", "tcp tcpfin udp");
    static final Block LVS_SYNC_DAEMON = block("lvs_sync_daemon", "", "interface inst id maxlen port ttl group");
    static final Block HTTP = block("http", "in http", "listen insecure web_config");
    static final Block WEB_CONFIG = block("web_config", "in a web config file", """
            tls_server_config http_server_config basic_auth_users rate_limit
            """);
    static final Block WEB_TLS = block("tls_server_config", "in tls_server_config", """
            cert_file key_file client_auth_type client_ca_file client_allowed_sans min_version max_version cipher_suites
            prefer_server_cipher_suites curve_preferences
            """);
    static final Block WEB_HTTP = block("http_server_config", "in http_server_config", "http2 headers");
    static final Block WEB_RATE = block("rate_limit", "in rate_limit", "interval burst");
    static final Block SMTP = block("smtp", "in smtp", "tls verify username password");
    static final Block WEBHOOK = block("webhook", "", """
            url format secret hub_signature events instances severity links headers proxy ca timeout key template queue
            """);
    static final Block ZABBIX = block("zabbix", "in zabbix", "hostname listen server server_active");
    static final Block SPLIT_BRAIN = block("split_brain", "in split_brain", """
            on_split_brain fence self_fence sticky_loser link_base peers peer_interval token_file probe_interval on_still_held arbitration
            """);
    static final Block FENCE = block("fence", "in fence", "command user timeout when");
    static final Block SELF_FENCE = block("self_fence", "in self_fence", "reboot_command user");
    static final Block SPLIT_PEER = block("split_brain.peers", "", """
            url token_file authorization username password_file ca_file cert_file key_file server_name
            """);
    static final Block ARBITRATION = block("arbitration", "in split_brain.arbitration", "reference etcd disk");
    static final Block REFERENCE = block("reference", "in split_brain.arbitration.reference", """
            addresses interval timeout fall rise require master
            """);
    static final Block ETCD = block("etcd", "in split_brain.arbitration.etcd", """
            endpoints prefix ttl on_loss username password ca_file cert_file key_file
            """);
    static final Block DISK = block("disk", "in split_brain.arbitration.disk", "path interval timeout on_loss");
    static final Block VIRTUAL_SERVER = block("virtual_server", "in a virtual_server", """
            address port fwmark group ip_family protocol
            lb_algo lvs_sched flag-1 flag-2 flag-3 sh-port sh-fallback mh-port mh-fallback ops
            lb_kind lvs_method persistence_timeout persistence_granularity persistence_engine
            delay_loop connect_timeout retry delay_before_retry warmup alpha virtualhost
            quorum hysteresis sorry_server sorry_server_inhibit sorry_server_lvs_method inhibit_on_failure real_server
            quorum_up quorum_down notify_timeout smtp_alert ha_suspend omega
            """);
    static final Block REAL_SERVER = block("real_server", "in a real_server", """
            weight lvs_method uthreshold lthreshold inhibit_on_failure
            delay_loop connect_timeout retry delay_before_retry warmup alpha virtualhost
            TCP_CHECK HTTP_GET SSL_GET SMTP_CHECK DNS_CHECK UDP_CHECK PING_CHECK MISC_CHECK FILE_CHECK
            notify_up notify_down notify_timeout smtp_alert
            """);
    static final Block TCP_CHECK = block("TCP_CHECK", "", """
            connect_ip connect_port connect_timeout delay_loop retry delay_before_retry warmup alpha
            bindto bind_port bind_if fwmark
            """);
    static final Block HTTP_GET = block("HTTP_GET", "", """
            url virtualhost connect_ip connect_port connect_timeout delay_loop retry delay_before_retry warmup alpha
            bindto bind_port bind_if fwmark http_protocol enable_sni sni_name verify
            """);
    static final Block HTTP_URL = block("url", "", "path status_code digest regex virtualhost");
    static final Block SMTP_CHECK = block("SMTP_CHECK", "", """
            helo_name connect_ip connect_port connect_timeout
            delay_loop retry delay_before_retry warmup alpha
            bindto bind_port bind_if fwmark
            """);
    static final Block DNS_CHECK = block("DNS_CHECK", "", """
            type name connect_ip connect_port connect_timeout
            delay_loop retry delay_before_retry warmup alpha
            bindto bind_port
            """);
    static final Block UDP_CHECK = block("UDP_CHECK", "", """
            payload require_reply min_reply_length max_reply_length connect_ip connect_port connect_timeout
            delay_loop retry delay_before_retry warmup alpha
            bindto bind_port
            """);
    static final Block PING_CHECK = block("PING_CHECK", "", """
            connect_ip connect_timeout
            delay_loop retry delay_before_retry warmup alpha
            bindto bind_if fwmark
            """);
    static final Block MISC_CHECK = block("MISC_CHECK", "", """
            misc_path user misc_timeout misc_dynamic delay_loop retry delay_before_retry warmup alpha
            """);
    static final Block FILE_CHECK = block("FILE_CHECK", "", "track_file weight reverse");
    static final Block INSTANCE = block("vrrp_instance", "in a vrrp_instance", """
            state interface virtual_router_id priority advert_int version virtual_ipaddress
            virtual_ipaddress_excluded virtual_routes virtual_rules preempt nopreempt preempt_delay
            authentication auth_hmac unicast_src_ip unicast_peer unicast_ttl check_unicast_src unicast_fault_no_peer
            mcast_src_ip track_src_ip heartbeat_interfaces use_vmac vmac_xmit_base down_timer_adverts v3_checksum_as_v2 checksum lease
            garp_master_delay garp_master_repeat garp_master_refresh garp_master_refresh_repeat
            garp_lower_prio_delay garp_lower_prio_repeat
            track_interface track_script track_check track_process track_file track_virtual_server
            notify_master notify_backup notify_fault notify_stop notify notify_timeout
            notify_master_rx_lower_pri notify_split_brain notify_priority_changes notify_reconcile smtp_alert
            """);
    static final Block SYNC_GROUP = block("vrrp_sync_group", "in a vrrp_sync_group", """
            group track_interface track_script track_check track_process track_file track_virtual_server
            sync_group_tracking_weight
            notify_master notify_backup notify_fault notify_stop notify notify_timeout smtp_alert
            """);
    static final Block LINK_DELAYS = block("interface_up_down_delays", "", "down_delay up_delay");
    static final Block ADDRESS = block("virtual_ipaddress", "", """
            address dev label brd broadcast scope preferred_lft nodad noprefixroute no_track
            """);
    static final Block ROUTE = block("virtual_routes", "", """
            to via dev src table scope metric priority preference proto mtu tos onlink nexthop weight
            blackhole unreachable prohibit throw no_track
            """);
    static final Block RULE = block("virtual_rules", "", """
            from to iif oif fwmark tos table lookup priority preference blackhole unreachable prohibit inet6 no_track
            """);
    static final Block AUTHENTICATION = block("authentication", "in authentication", "auth_type auth_pass");
    static final Block AUTH_HMAC = block("auth_hmac", "in auth_hmac", "key active_key anti_replay time_window mode");
    static final Block PEER = block("unicast_peer", "", "address min_ttl max_ttl");
    static final Block SCRIPT = block("script", "", "script user");
    static final Block VRRP_SCRIPT = block("vrrp_script", "", """
            script user interval timeout weight reverse rise fall init_fail remedy
            """);
    static final Block VRRP_CHECK = block("vrrp_check", "", """
            type host port url status body verify address server name record quorum quorum_max path interval timeout
            weight reverse rise fall init_fail remedy
            """);
    static final Block VRRP_TRACK_PROCESS = block("vrrp_track_process", "", """
            process quorum quorum_max weight reverse interval timeout rise fall init_fail
            """);
    static final Block VRRP_TRACK_FILE = block("vrrp_track_file", "", "file weight reverse interval");
    static final Block REMEDY = block("remedy", "", "command user timeout wait");
    static final Block TRACK_INTERFACE = block("track_interface", "", "interface weight reverse");
    static final Block TRACK_SCRIPT = block("track_script", "", "script weight reverse");
    static final Block TRACK_CHECK = block("track_check", "", "check weight reverse");
    static final Block TRACK_PROCESS = block("track_process", "", "process weight reverse");
    static final Block TRACK_FILE = block("track_file", "", "file weight reverse");
    static final Block TRACK_VIRTUAL_SERVER = block("track_virtual_server", "", "virtual_server weight reverse");
    static final Block SECRET = block("secret", "", "file env");

    static final List<Block> ALL = List.of(
            TOP,
            GLOBAL_DEFS,
            LVS_TIMEOUTS,
            LVS_SYNC_DAEMON,
            HTTP,
            WEB_CONFIG,
            WEB_TLS,
            WEB_HTTP,
            WEB_RATE,
            SMTP,
            WEBHOOK,
            ZABBIX,
            SPLIT_BRAIN,
            FENCE,
            SELF_FENCE,
            SPLIT_PEER,
            ARBITRATION,
            REFERENCE,
            ETCD,
            DISK,
            VRRP_SCRIPT,
            VRRP_CHECK,
            VRRP_TRACK_PROCESS,
            VRRP_TRACK_FILE,
            REMEDY,
            INSTANCE,
            SYNC_GROUP,
            LINK_DELAYS,
            VIRTUAL_SERVER,
            REAL_SERVER,
            TCP_CHECK,
            HTTP_GET,
            HTTP_URL,
            SMTP_CHECK,
            DNS_CHECK,
            UDP_CHECK,
            PING_CHECK,
            MISC_CHECK,
            FILE_CHECK,
            ADDRESS,
            ROUTE,
            RULE,
            TRACK_INTERFACE,
            TRACK_SCRIPT,
            TRACK_CHECK,
            TRACK_PROCESS,
            TRACK_FILE,
            TRACK_VIRTUAL_SERVER,
            AUTHENTICATION,
            AUTH_HMAC,
            PEER,
            SCRIPT,
            SECRET);

    /** Where a misplaced key may belong; the blocks with common words such as {@code address} are left out. */
    private static final List<Block> HOMES = List.of(TOP, GLOBAL_DEFS, HTTP, INSTANCE, AUTHENTICATION);

    private static Block block(String title, String place, String keys) {
        return new Block(title, place, List.of(keys.strip().split("\\s+", -1)));
    }

    /** What to say of a key that is not among them. */
    String describeUnknown(String key) {
        Optional<String> keepalived = KeepalivedWords.describe(title, key);
        if (keepalived.isPresent()) {
            return keepalived.get();
        }
        Optional<Block> home =
                HOMES.stream().filter(block -> block.keys.contains(key)).findFirst();
        if (home.isPresent()) {
            return "unknown key here; it belongs " + home.get().place();
        }
        String guess = Words.nearest(key, keys)
                .map(word -> "unknown key, did you mean " + Excerpt.quoted(word) + "?")
                .orElse("unknown key;");
        return guess + " allowed: " + String.join(", ", keys);
    }
}
