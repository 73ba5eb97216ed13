package dev.holdfast.agent.config;

import java.util.Map;
import java.util.Set;

/**
 * Words that keepalived.conf knows, by block. Only to tell an operator "not this one, not yet" instead of "unknown"; a
 * word that Holdfast accepts may stand here too.
 */
final class KeepalivedWords {
    static final Set<String> TOP = words("""
            global_defs vrrp_instance vrrp_sync_group
            track_group bfd_instance virtual_server virtual_server_group
            linkbeat_interfaces interface_up_down_delays garp_group include net_namespace net_namespace_ipvs instance
            namespace_with_ipsets use_pid_dir nftables
            """);

    static final Set<String> GLOBAL = words("""
            router_id script_user enable_script_security notification_email notification_email_from smtp_server
            smtp_helo_name smtp_connect_timeout smtp_alert smtp_alert_vrrp smtp_alert_checker no_email_faults
            no_checker_emails vrrp_mcast_group4 vrrp_mcast_group6 vrrp_version vrrp_garp_master_delay
            vrrp_garp_master_repeat vrrp_garp_master_refresh vrrp_garp_master_refresh_repeat vrrp_garp_lower_prio_delay
            vrrp_garp_lower_prio_repeat vrrp_garp_interval vrrp_gna_interval vrrp_min_garp vrrp_garp_extra_if
            vrrp_vmac_garp_intvl vrrp_down_timer_adverts vrrp_lower_prio_no_advert vrrp_higher_prio_send_advert
            vrrp_check_unicast_src vrrp_skip_check_adv_addr vrrp_strict v3_checksum_as_v2 vrrp_owner_ignore_adverts
            vrrp_priority checker_priority bfd_priority vrrp_rt_priority checker_rt_priority bfd_rt_priority
            vrrp_no_swap checker_no_swap bfd_no_swap vrrp_cpu_affinity checker_cpu_affinity bfd_cpu_affinity
            vrrp_rlimit_rttime checker_rlimit_rttime bfd_rlimit_rttime max_auto_priority min_auto_priority_delay
            vrrp_rx_bufs_policy vrrp_rx_bufs_multiplier vrrp_netlink_cmd_rcv_bufs vrrp_netlink_cmd_rcv_bufs_force
            vrrp_netlink_monitor_rcv_bufs vrrp_netlink_monitor_rcv_bufs_force lvs_netlink_cmd_rcv_bufs
            lvs_netlink_cmd_rcv_bufs_force lvs_netlink_monitor_rcv_bufs lvs_netlink_monitor_rcv_bufs_force
            process_monitor_rcv_bufs process_monitor_rcv_bufs_force vrrp_startup_delay vrrp_delay_after_boot
            log_unknown_vrids dynamic_interfaces notify_fifo notify_fifo_script vrrp_notify_fifo
            vrrp_notify_fifo_script lvs_notify_fifo lvs_notify_fifo_script vrrp_notify_priority_changes
            fifo_write_vrrp_states_on_reload rs_init_notifies startup_script startup_script_timeout shutdown_script
            shutdown_script_timeout child_wait_time process_names process_name vrrp_process_name checker_process_name
            bfd_process_name use_pid_dir instance data_use_instance net_namespace net_namespace_ipvs
            namespace_with_ipsets linkbeat_use_polling linkbeat_interfaces nftables nftables_priority nftables_counters
            nftables_ifindex vrrp_iptables vrrp_ipsets disable_local_igmp nftables_ipvs nftables_ipvs_priority
            nftables_ipvs_start_fwmark lvs_timeouts lvs_flush lvs_flush_on_stop lvs_sync_daemon
            checker_log_all_failures enable_snmp_vrrp enable_snmp_checker enable_snmp_rfc enable_snmp_rfcv2
            enable_snmp_rfcv3 enable_snmp_keepalived enable_traps snmp_socket snmp_vs_stats_update_interval
            snmp_rs_stats_update_interval enable_dbus dbus_service_name dbus_no_interface_name default_interface umask
            reload_check_config reload_time_file reload_repeat reload_file include_check tmp_config_directory
            config_save_dir random_seed vmac_prefix vmac_addr_prefix json_version state_dump_file stats_dump_file
            json_dump_file set_supplementary_groups use_symlink_paths
            """);

    static final Set<String> INSTANCE = words("""
            state interface virtual_router_id priority advert_int version virtual_ipaddress
            no_virtual_ipaddress promote_secondaries authentication auth_hmac unicast_src_ip
            unicast_peer unicast_ttl unicast_fault_no_peer check_unicast_src old_unicast_checksum mcast_src_ip
            mcast_dst_ip track_src_ip preempt nopreempt preempt_delay track_bfd dont_track_primary accept no_accept
            skip_check_adv_addr strict_mode
            garp_master_delay garp_master_repeat garp_master_refresh garp_master_refresh_repeat garp_lower_prio_delay
            garp_lower_prio_repeat garp_extra_if lower_prio_no_advert higher_prio_send_advert down_timer_adverts
            owner_ignore_adverts v3_checksum_as_v2 timer_expired_backup notify_master notify_backup notify_fault
            notify_stop notify_deleted notify_master_rx_lower_pri notify notify_priority_changes smtp_alert use_vmac
            vmac_xmit_base use_vmac_addr use_ipvlan vrf native_ipv6 linkbeat_use_polling lvs_sync_daemon_interface
            kernel_rx_buf_size debug
            """);

    static final Set<String> SYNC_GROUP = words("""
            group track_interface track_script track_file track_process track_bfd notify_master notify_backup notify_fault
            notify_stop notify notify_priority_changes smtp_alert sync_group_tracking_weight global_tracking
            """);

    static final Set<String> ADDRESS = words("""
            use_vmac peer home mngtmpaddr autojoin track_group
            """);

    static final Set<String> ROUTE = words("""
            inet inet6 unicast local broadcast multicast anycast nat type tos dsfield protocol from lock hoplimit advmss
            rtt rttvar reordering window cwnd initcwnd initrwnd ssthresh realms realm rto_min quickack congctl pref
            expires features fastopen_no_cookie encap ttl-propagate as or oif track_group
            """);

    static final Set<String> RULE = words("""
            not inet dsfield uidrange ipproto sport dport l3mdev tun_id suppress_prefixlength suppress_ifgroup realms
            realm nat map-to goto nop dev protocol type track_group
            """);

    static final Set<String> AUTHENTICATION = words("auth_type auth_pass");

    static final Set<String> AUTH_HMAC = words("key active_key anti_replay time_window mode");

    static final Set<String> PROCESS = words("param_match fork_delay terminate_delay delay full_command");

    static final Set<String> FILE = words("init_file");

    static final Set<String> PEER = words("min_ttl max_ttl");

    /** Why some of them will not be. */
    static final Map<String, String> WHY = Map.of(
            "disable_local_igmp",
            "it is a setting of the whole machine; write net.ipv4.igmp_link_local_mcast_reports = 0 in sysctl.d",
            "linkbeat_interfaces",
            "the kernel tells at once when a carrier comes or goes, so nothing is polled",
            "linkbeat_use_polling",
            "the kernel tells at once when a carrier comes or goes, so nothing is polled",
            "global_tracking",
            "it is deprecated there; list the trackers under track_script and so on of the group",
            "peer",
            "an address with another end belongs to a point-to-point link, which has nobody to take it over",
            "home",
            "it is for mobile IPv6",
            "mngtmpaddr",
            "temporary addresses of a virtual address would stay behind when it moves",
            "autojoin",
            "a virtual address is no multicast group");

    private KeepalivedWords() {}

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+", -1));
    }
}
