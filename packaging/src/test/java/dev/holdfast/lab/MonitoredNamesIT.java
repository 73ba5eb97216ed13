package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.monitoring.Exposition;
import dev.holdfast.monitoring.NamesCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever users install names only metrics, labels and values that a live agent shows. */
@LabTest(vm = true)
class MonitoredNamesIT {
    /** Something of everything that has metrics. */
    private static final String EVERYTHING = """
            global_defs: {state_directory: %s}
            webhook:
              nobody: {url: "http://127.0.0.1:1/"}
            zabbix: {listen: 127.0.0.1, server: 127.0.0.1, server_active: "127.0.0.1:1"}
            vrrp_script:
              chk_true: {script: /bin/true, interval: 1, weight: -20}
            vrrp_check:
              web: {type: tcp, host: 127.0.0.1, port: 9112, interval: 1s, weight: -20}
            vrrp_track_process:
              shell: {process: sh, weight: 10}
            vrrp_track_file:
              load: {file: %s, weight: 1}
            vrrp_instance:
              VI_4:
                interface: eth0
                virtual_router_id: 51
                priority: 100
                version: 3
                advert_int: 0.2
                virtual_ipaddress: [192.0.2.103/24]
                virtual_ipaddress_excluded: [192.0.2.104/24]
                track_script: [chk_true]
                track_check: [web]
                track_process: [shell]
                track_file: [load]
              VI_5:
                interface: eth0
                virtual_router_id: 52
                priority: 100
                version: 3
                advert_int: 0.2
                heartbeat_interfaces: [eth1]
                virtual_ipaddress: [192.0.2.105/24]
              VI_6:
                interface: eth0
                virtual_router_id: 51
                priority: 100
                version: 3
                advert_int: 0.2
                virtual_ipaddress: ["fe80::100/128", "2001:db8::100/128"]
              VI_7:
                interface: eth0
                virtual_router_id: 53
                priority: 100
                version: 3
                advert_int: 0.2
                virtual_ipaddress: [192.0.2.107/24]
            vrrp_sync_group:
              VG_1: {group: [VI_5, VI_6]}
            split_brain:
              on_split_brain: yield
              sticky_loser: yes
              peers: {other: "http://127.0.0.1:9998", nobody: "http://127.0.0.1:1"}
              arbitration: {reference: {addresses: [192.0.2.12]}}
            """;

    /** What docs/metrics.md says that there is not. */
    private static final String NOT_SHOWN = " keepalived_script_state keepalived_exporter_check_script_status";

    @Test
    void everyNameOfRulesDashboardsTemplatesAndDocumentsExists() throws IOException {
        try (Lab lab = Lab.open()) {
            LabNode node = lab.node(1);
            LabNode other = lab.node(2);
            Path load = lab.write("load", "3\n");
            HoldfastProcess agent = HoldfastProcess.start(
                            lab, node, EVERYTHING.formatted(lab.folder().resolve("state"), load))
                    .awaitReady();
            // Another node, to which it is set up differently.
            lab.write("status", node.httpGet("/status").replace("\"protocol_version\":3", "\"protocol_version\":2"));
            LabProcess.start(
                    lab,
                    node.namespace(),
                    List.of("/usr/bin/python3", "-m", "http.server", "9998", "--bind", "127.0.0.1"));
            // A stranger of another version, so that the cause of a split brain is shown, once to be put right, and
            // once lost; with another id, and claiming.
            PacketSocket stranger = PacketSocket.open(lab, other);
            boolean elected = Clock.waitFor(30, () -> {
                stranger.send(Junk.advert("192.0.2.66", 52, 50, "198.51.100.7"));
                stranger.send(Junk.advert("192.0.2.66", 53, 200, "192.0.2.107"));
                stranger.send(Junk.advert("192.0.2.66", 77, 100, "192.0.2.103"));
                stranger.send(Junk.claim("192.0.2.103"));
                return Metrics.scrape(node).contains("vrrp_check_up{check=\"web\",kind=\"check\"} 1.0")
                        && Metrics.scrape(node).contains("vrrp_webhook_failures_total")
                        && Metrics.scrape(node).contains("vrrp_split_brain_cause")
                        && Metrics.scrape(node).contains("vrrp_split_brain_loser{")
                        && Metrics.scrape(node).contains("vrrp_heal_announcements_total{")
                        && Metrics.scrape(node).contains("vrrp_vip_conflicts_total{")
                        && Metrics.scrape(node).contains("vrrp_foreign_adverts_total{")
                        && Metrics.scrape(node).contains("vrrp_peer_check_failures_total{")
                        && Metrics.scrape(node).contains("vrrp_config_mismatch{");
            });
            assertThat(elected).as(agent.log() + Metrics.scrape(node)).isTrue();

            Exposition shown = Exposition.parse(
                    Metrics.scrape(node) + "\n" + node.httpGet("/metrics/keepalived") + "\n" + virtualServers());

            // Words of ours and of keepalived's configuration look alike.
            String configuration = read("configuration.md") + read("keepalived.md") + NOT_SHOWN;
            assertThat(new NamesCheck(shown, configuration)
                            .alertRules()
                            .dashboards()
                            .wordsIn("alerting")
                            .wordsIn("docs")
                            .wordsIn("grafana")
                            .wordsIn("zabbix-template")
                            .complaints())
                    .isEmpty();
        }
    }

    /** What an agent shows of them in a kernel that has IPVS. */
    private static String virtualServers() {
        VmStory story = VmStory.tell("names-story.sh");
        assertThat(story.chapter("page")).as(story.told()).contains("lvs_virtual_server_up{");
        return story.chapter("page");
    }

    private static String read(String document) throws IOException {
        return Files.readString(Path.of("..", "docs", document));
    }
}
