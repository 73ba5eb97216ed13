package dev.holdfast.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.Forwarding;
import dev.holdfast.core.ipvs.Forwarding.Checksum;
import dev.holdfast.core.ipvs.Persistence;
import dev.holdfast.core.ipvs.Scheduler;
import dev.holdfast.core.ipvs.SchedulerFlag;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.Timeouts;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.lvs.SyncConfig;
import dev.holdfast.core.lvs.TableConfig;
import dev.holdfast.core.lvs.VirtualServerConfig;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the words of the kernel's table become: schedulers, persistence, tunnels, groups, and what holds for all of it. */
class TableWordsTest {
    private static final String REAL = "real_server: {192.0.2.11 80: {}}";
    private static final String INSTANCE =
            "vrrp_instance: {VI_1: {interface: eth0, virtual_router_id: 51, virtual_ipaddress: [192.0.2.100]}}";

    private static AgentConfig load(String yaml) {
        ConfigResult result = new ConfigLoader(new FakeHost()).parse("holdfast.yaml", yaml);
        assertThat(result).as(result.toString()).isInstanceOf(ConfigResult.Loaded.class);
        return ((ConfigResult.Loaded) result).config();
    }

    private static List<VirtualServerConfig> servers(String yaml) {
        return load(yaml).engine().virtualServers();
    }

    private static VirtualService service(String settings) {
        String yaml = "virtual_server: {192.0.2.100 80: {protocol: UDP, " + settings + ", " + REAL + "}}";
        return servers(yaml).get(0).services().all().get(0);
    }

    private static Scheduler scheduler(String settings) {
        return service(settings).scheduler();
    }

    private static Persistence persistence(String settings) {
        return service(settings).persistence().orElseThrow();
    }

    private static Forwarding method(String line) {
        String yaml = "virtual_server: {192.0.2.100 80: {protocol: TCP, real_server: {192.0.2.11 80: {lvs_method: "
                + line + "}}}}";
        return servers(yaml).get(0).servers().get(0).server().forwarding();
    }

    private static TableConfig table(String globals) {
        return load("global_defs: {" + globals + "}\n" + INSTANCE).engine().table();
    }

    @Test
    @Tag("word:virtual_server.flag-1")
    @Tag("word:virtual_server.flag-2")
    @Tag("word:virtual_server.flag-3")
    @Tag("word:virtual_server.sh-port")
    @Tag("word:virtual_server.sh-fallback")
    @Tag("word:virtual_server.mh-port")
    @Tag("word:virtual_server.mh-fallback")
    void flagsOfSchedulersHaveANumberOrAName() {
        assertThat(scheduler("lb_algo: wlc, flag-1: true, flag-2: off, flag-3: true"))
                .isEqualTo(new Scheduler("wlc", Set.of(SchedulerFlag.FLAG_1, SchedulerFlag.FLAG_3)));
        assertThat(scheduler("lb_algo: sh, flag-2: true").flags()).containsExactly(SchedulerFlag.FLAG_2);
        assertThat(scheduler("lb_algo: sh, sh-port: true").flags()).containsExactly(SchedulerFlag.FLAG_2);
        assertThat(scheduler("lb_algo: sh, sh-fallback: true").flags()).containsExactly(SchedulerFlag.FLAG_1);
        assertThat(scheduler("lb_algo: mh, mh-port: true").flags()).containsExactly(SchedulerFlag.FLAG_2);
        assertThat(scheduler("lb_algo: mh, mh-fallback: true").flags()).containsExactly(SchedulerFlag.FLAG_1);
    }

    @Test
    @Tag("word:virtual_server.persistence_granularity")
    @Tag("word:virtual_server.persistence_engine")
    void persistenceIsOfNetworksOrOfWhatAnEngineFinds() {
        assertThat(persistence("persistence_timeout: true")).isEqualTo(Persistence.of(360, IpFamily.IPV4));
        assertThat(persistence("persistence_timeout: 50, persistence_granularity: 255.255.255.0"))
                .isEqualTo(new Persistence(50, 24, Optional.empty()));
        assertThat(persistence("persistence_granularity: 0.0.0.0").granularity())
                .isZero();
        assertThat(persistence("persistence_granularity: 20")).isEqualTo(new Persistence(360, 20, Optional.empty()));
        assertThat(persistence("persistence_engine: sip")).isEqualTo(new Persistence(360, 32, Optional.of("sip")));
        assertThat(servers("virtual_server: {2001:db8::100 80: {protocol: TCP, persistence_granularity: 64,"
                                + " real_server: {2001:db8::11 80: {}}}}")
                        .get(0)
                        .services()
                        .all()
                        .get(0)
                        .persistence())
                .contains(new Persistence(360, 64, Optional.empty()));
    }

    @Test
    void aTunnelIsWrittenAsKeepalivedWritesIt() {
        assertThat(method("TUN type ipip")).isEqualTo(Forwarding.TUN);
        assertThat(method("TUN type ipip nocsum")).isEqualTo(Forwarding.TUN);
        assertThat(method("TUN type gue port 5555")).isEqualTo(Forwarding.gue(5555, Checksum.NONE));
        assertThat(method("TUN type gue port 5555 csum")).isEqualTo(Forwarding.gue(5555, Checksum.CHECKSUM));
        assertThat(method("TUN type gue port 5555 remcsum")).isEqualTo(Forwarding.gue(5555, Checksum.REMOTE));
        assertThat(method("TUN type gre")).isEqualTo(Forwarding.gre(Checksum.NONE));
        assertThat(method("TUN type gre csum")).isEqualTo(Forwarding.gre(Checksum.CHECKSUM));
    }

    @Test
    @Tag("word:virtual_server.ip_family")
    void aMarkMayHaveAnotherFamilyThanTheServersBehindATunnel() {
        String marked = "virtual_server: {fwmark 7: {ip_family: inet6, lb_kind: TUN, real_server: {192.0.2.11: {}}}}";

        assertThat(servers(marked).get(0).services().all().get(0).id()).isEqualTo(ServiceId.ofMark(7, IpFamily.IPV6));
    }

    @Test
    void packetsWithAMarkKeepTheirPortUnlessItIsNat() {
        String marked = "virtual_server: {fwmark 7: {lb_kind: %s, real_server: {192.0.2.11 8080: {}}}}";

        assertThat(servers(marked.formatted("NAT"))
                        .get(0)
                        .servers()
                        .get(0)
                        .server()
                        .at())
                .isEqualTo(AddressPort.of("192.0.2.11", 8080));
        assertThat(servers(marked.formatted("DR"))
                        .get(0)
                        .servers()
                        .get(0)
                        .server()
                        .at())
                .isEqualTo(AddressPort.of("192.0.2.11", 0));
    }

    @Test
    @Tag("word:virtual_server_group")
    void aGroupIsAServiceForEachOfItsAddressesAndMarks() {
        String group = "virtual_server_group: {web: [192.0.2.99 80, 192.0.2.100-101 443, 192.0.2.255-192.0.3.0 80,"
                + " 192.0.3.6/31 80, fwmark 7, fwmark 8 inet]}\n";
        VirtualServerConfig web = servers(group + "virtual_server: {group web: {protocol: TCP, real_server: {192.0.2.11"
                        + " 8080: {TCP_CHECK: {}}}}}")
                .get(0);

        assertThat(web.name()).isEqualTo("group web");
        assertThat(web.services().label()).isEqualTo("group web tcp");
        assertThat(web.services().all().stream().map(service -> service.id().toString()))
                .containsExactly(
                        "tcp 192.0.2.99:80",
                        "tcp 192.0.2.100:443",
                        "tcp 192.0.2.101:443",
                        "tcp 192.0.2.255:80",
                        "tcp 192.0.3.0:80",
                        "tcp 192.0.3.6:80",
                        "tcp 192.0.3.7:80",
                        "fwmark 7",
                        "fwmark 8");
        assertThat(web.servers())
                .singleElement()
                .satisfies(server -> assertThat(server.checks()).hasSize(1));
        assertThat(web.servers().get(0).server().at()).isEqualTo(AddressPort.of("192.0.2.11", 8080));
    }

    @Test
    void aGroupMayServeTwoProtocolsAndBothFamilies() {
        String both = """
                virtual_server_group: {dns: [192.0.2.100 53, '2001:db8::9-b 53', fwmark 8 inet6]}
                virtual_server:
                  group dns: {protocol: UDP, lb_kind: TUN, persistence_timeout: 9, real_server: {192.0.2.11: {}}}
                """;
        List<VirtualServerConfig> all = servers(both);
        assertThat(all.get(0).services().all().stream()
                        .map(service -> service.id().toString()))
                .containsExactly(
                        "udp 192.0.2.100:53",
                        "udp [2001:db8::9]:53",
                        "udp [2001:db8::a]:53",
                        "udp [2001:db8::b]:53",
                        "fwmark 8 inet6");
        assertThat(all.get(0).services().all().get(1).persistence()).contains(Persistence.of(9, IpFamily.IPV6));

        String twice = """
                virtual_server_group: {dns: 192.0.2.100 53}
                virtual_server:
                  group dns: {protocol: UDP, real_server: {192.0.2.11 53: {}}}
                  dns-tcp: {group: dns, protocol: TCP, real_server: {192.0.2.11 53: {}}}
                """;
        assertThat(servers(twice))
                .extracting(server -> server.name() + ": " + server.services().label())
                .containsExactly("group dns: group dns udp", "dns-tcp: group dns tcp");
    }

    @Test
    @Tag("word:global_defs.lvs_timeouts")
    @Tag("word:lvs_timeouts.tcp")
    @Tag("word:lvs_timeouts.tcpfin")
    @Tag("word:lvs_timeouts.udp")
    void timeoutsThatAreNotWrittenStay() {
        assertThat(table("lvs_timeouts: {tcp: 7200, tcpfin: 30, udp: 60}").timeouts())
                .isEqualTo(new Timeouts(7200, 30, 60));
        assertThat(table("lvs_timeouts: {udp: 60}").timeouts()).isEqualTo(new Timeouts(0, 0, 60));
        assertThat(table("router_id: a")).isEqualTo(TableConfig.NONE);
    }

    @Test
    @Tag("word:global_defs.lvs_flush")
    @Tag("word:global_defs.lvs_flush_on_stop")
    void servicesOfOthersAreFlushedAtTheStartOrAtTheStop() {
        assertThat(table("lvs_flush: true").flushes()).isTrue();
        assertThat(table("lvs_flush: true").flushesOnStop()).isFalse();
        assertThat(table("lvs_flush_on_stop: true").flushesOnStop()).isTrue();
        assertThat(table("lvs_flush_on_stop: VS")).isEqualTo(TableConfig.NONE);
    }

    @Test
    @Tag("word:global_defs.lvs_sync_daemon")
    @Tag("word:lvs_sync_daemon.inst")
    @Tag("word:lvs_sync_daemon.id")
    @Tag("word:lvs_sync_daemon.maxlen")
    @Tag("word:lvs_sync_daemon.port")
    @Tag("word:lvs_sync_daemon.ttl")
    @Tag("word:lvs_sync_daemon.group")
    void aSyncDaemonFollowsAnInstance() {
        InterfaceName eth1 = new InterfaceName("eth1");
        assertThat(table("lvs_sync_daemon: {interface: eth1, inst: VI_1}").sync())
                .contains(new SyncConfig(Optional.of("VI_1"), eth1, 51, 0, Optional.empty(), 0, 0));
        assertThat(table("lvs_sync_daemon: {interface: eth1}").sync())
                .contains(new SyncConfig(Optional.empty(), eth1, 0, 0, Optional.empty(), 0, 0));
        assertThat(table("lvs_sync_daemon: {interface: eth1, inst: VI_1, id: 5, maxlen: 1400, port: 8849, ttl: 2,"
                                + " group: 224.0.0.82}")
                        .sync())
                .contains(new SyncConfig(
                        Optional.of("VI_1"), eth1, 5, 1400, Optional.of(IpAddress.parse("224.0.0.82")), 8849, 2));
    }
}
