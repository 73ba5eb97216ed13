package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A pair, watched by a real Zabbix: what users import, what becomes of it, and which problems are raised. One Zabbix for
 * all tests, which tell one story in order: its start takes longer than each of them.
 */
@LabTest(tools = {"zabbix_server", "zabbix_agentd", "zabbix_agent2", "zabbix_get", "php", "nft"})
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ZabbixIT {
    private static final String VIP = "192.0.2.103";
    private static final String ADVERT = "31330a01 00140000 c0000267";
    private static final int PASSIVE_PORT = 10050;
    private static final int HIGH = 4;
    private static final int DISASTER = 5;

    /** Five times as fast as the defaults, so that the story is short. */
    private static final Map<String, String> FAST = Map.of(
            "{$VRRP.INTERVAL}", "2s",
            "{$VRRP.SPLIT.PERIOD}", "6s",
            "{$VRRP.CLUSTER.INTERVAL}", "2s",
            "{$VRRP.CLUSTER.DISCOVERY}", "3s",
            "{$VRRP.NOMASTER.PERIOD}", "12s");

    /** The kernel of the lab may have no IPVS: the document of a real agent, with virtual servers in it. */
    private static final String DIRECTOR = """
            "virtual_servers":[{"name":"192.0.2.100 80","service":"tcp 192.0.2.100:80","up":false,"quorum":1,"live_weight":0,
            "in_kernel":true,"table":{"as_wanted":true,"restored":0,"refused":0},
            "traffic":{"connections":7,"packets_in":70,"packets_out":60,"bytes_in":700,"bytes_out":600},
            "servers":[{"name":"192.0.2.11:80","role":"real","up":false,"weight":1,"kernel_weight":null,
            "active_connections":0,"inactive_connections":0,"traffic":{"connections":0},"checks":[]},
            {"name":"192.0.2.99:80","role":"sorry","up":true,"weight":5,"kernel_weight":5,
            "active_connections":3,"inactive_connections":4,"traffic":{"connections":7},"checks":[]}]}]""";

    private final Lab lab = Lab.open();
    private final LabNode a = lab.node(1);
    private final LabNode b = lab.node(2);
    private final LabNode z = lab.node(3);
    private HoldfastProcess agentA = startAgent(a, 150);
    private final HoldfastProcess agentB = startAgent(b, 100);
    private final ZabbixApi zabbix = startZabbix();

    private ZabbixApi startZabbix() {
        ZabbixAgents.start(lab, a);
        return ZabbixServer.start(lab, z);
    }

    private HoldfastProcess startAgent(LabNode node, int priority) {
        return HoldfastProcess.start(lab, node, """
                global_defs:
                  router_id: lb-%1$s
                http: {listen: "0.0.0.0:9112", insecure: true}
                zabbix: {listen: 0.0.0.0:%4$d, server: [%3$s, 127.0.0.1], server_active: %3$s}
                vrrp_script:
                  chk: {script: /bin/true, interval: 1, weight: -20}
                vrrp_instance:
                  VI_1:
                    interface: eth0
                    version: 3
                    virtual_router_id: 51
                    priority: %2$d
                    advert_int: 0.2
                    track_interface: [eth0]
                    track_script: [chk]
                    virtual_ipaddress: [192.0.2.103/24]
                """.formatted(node.letter(), priority, z.ipv4(), PASSIVE_PORT));
    }

    @AfterAll
    void close() {
        lab.close();
    }

    private static List<Path> templates() {
        return Stream.of(
                        "vrrp_node_by_http",
                        "vrrp_node_by_zabbix_agent",
                        "vrrp_cluster_by_http",
                        "vrrp_cluster_by_zabbix_agent")
                .map(name -> ZabbixAgents.home().resolve("zabbix-template/" + name + ".yaml"))
                .toList();
    }

    /** What has to hold soon; the last failure is told when it never does. */
    private static void within(double seconds, ThrowingCallable check) {
        AtomicReference<@Nullable Throwable> last = new AtomicReference<>();
        boolean fine = Clock.waitFor(seconds, () -> {
            last.set(catchThrowable(check));
            return last.get() == null;
        });
        if (!fine) {
            throw new AssertionError("not within " + seconds + " s", last.get());
        }
    }

    @Test
    @Order(1)
    void templatesImportAndImportingThemAgainChangesNothing() {
        for (Path template : templates()) {
            assertThat(zabbix.importTemplate(template)).isTrue();
        }
        for (Path template : templates()) {
            assertThat(zabbix.compare(template)).as(template.toString()).isEmpty();
        }
    }

    @Test
    @Order(2)
    void discoveryMakesItemsAndEachOfThemGetsAValue() {
        zabbix.deleteHost("Zabbix server");
        zabbix.createHost("lb-a", "VRRP cluster", "VRRP node by HTTP", a.ipv4(), PASSIVE_PORT, FAST);
        zabbix.createHost("lb-b", "VRRP cluster", "VRRP node by HTTP", b.ipv4(), PASSIVE_PORT, FAST);
        zabbix.createHost("cluster", "sums", "VRRP cluster by HTTP", b.ipv4(), PASSIVE_PORT, FAST);
        String byAgent = "VRRP node by Zabbix agent";
        zabbix.createHost("native", "others", byAgent, a.ipv4(), PASSIVE_PORT, FAST);
        zabbix.createHost("agentd", "others", byAgent, a.ipv4(), ZabbixAgents.AGENTD_PORT, FAST);
        zabbix.createHost("agent2", "others", byAgent, a.ipv4(), ZabbixAgents.AGENT2_PORT, FAST);
        sendForeignAdvert();

        within(120, () -> assertAllValues("lb-a", 33));
        within(120, () -> assertAllValues("cluster", 6));

        within(30, () -> {
            assertThat(zabbix.value("lb-a", "vrrp.instance.state[VI_1]")).isEqualTo("2");
            assertThat(zabbix.value("lb-b", "vrrp.instance.state[VI_1]")).isEqualTo("1");
            assertThat(zabbix.value("lb-a", "vrrp.check.up[script,chk]")).isEqualTo("1");
            assertThat(zabbix.value("lb-a", "vrrp.instance.masters.seen[VI_1]")).isEqualTo("1");
            assertThat(zabbix.value("lb-a", "vrrp.instance.split.brain[VI_1]")).isEqualTo("0");
            assertThat(zabbix.value("lb-a", "vrrp.instance.split.cause[VI_1]")).isEqualTo("none");
            assertThat(zabbix.value("cluster", "vrrp.cluster.masters[51,IPv4,192.0.2.0/24]"))
                    .isEqualTo("1");
            assertThat(zabbix.value("cluster", "vrrp.cluster.members[51,IPv4,192.0.2.0/24]"))
                    .isEqualTo("2");
            assertThat(zabbix.value("cluster", "vrrp.cluster.holders[" + VIP + "]"))
                    .isEqualTo("1");
        });
    }

    /** A reason to discard adverts appears when there is one: this one has gone over a router. */
    private void sendForeignAdvert() {
        PacketSocket.open(lab, b).send(Forged.v3(ADVERT).withHopLimit(254).frame(a));
    }

    private void assertAllValues(String host, int least) {
        assertThat(zabbix.brokenRules(host)).isEmpty();
        List<JsonNode> items = zabbix.items(host);
        assertThat(items).hasSizeGreaterThanOrEqualTo(least);
        assertThat(items)
                .allSatisfy(item -> assertThat(item.path("state").asText())
                        .as(item.toString())
                        .isEqualTo("0"));
        assertThat(items)
                .filteredOn(item -> !item.path("key_").asText().matches("vrrp\\.((cluster\\.)?get|event)"))
                .allSatisfy(item -> assertThat(item.path("lastclock").asText())
                        .as(item.toString())
                        .isNotEqualTo("0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "agentd", "agent2"})
    @Order(3)
    void valuesArriveByEveryWayToAsk(String host) {
        within(30, () -> {
            assertThat(zabbix.value(host, "vrrp.up")).isEqualTo("1");
            assertThat(zabbix.value(host, "vrrp.instance.master[VI_1]")).isEqualTo("1");
            assertThat(zabbix.value(host, "vrrp.vip.held[" + VIP + "]")).isEqualTo("1");
        });
    }

    @Test
    @Order(4)
    void aPlannedTakeoverIsPushedAndNoDisaster() {
        long begin = now();

        maintenance("on");
        within(
                20,
                () -> assertThat(zabbix.value("lb-b", "vrrp.instance.master[VI_1]"))
                        .isEqualTo("1"));
        assertThat(zabbix.value("lb-b", "vrrp.event")).contains("VI_1: BACKUP -> MASTER");
        assertThat(zabbix.value("lb-a", "vrrp.event")).isNotEmpty();
        assertThat(Metrics.samples(b, "vrrp_zabbix_pushed_total")).doesNotEndWith(" 0.0");
        Clock.sleep(12); // Twice the period of a split.
        maintenance("off");
        within(
                20,
                () -> assertThat(zabbix.value("lb-a", "vrrp.instance.master[VI_1]"))
                        .isEqualTo("1"));
        Clock.sleep(12);

        assertThat(zabbix.problemsSince(begin, DISASTER)).isEmpty();
        assertThat(zabbix.problemsSince(begin, HIGH)).isEmpty();
    }

    @Test
    @Order(5)
    void aDeadMasterIsNoDisaster() {
        long begin = now();

        agentA.killHard();
        within(
                20,
                () -> assertThat(zabbix.value("lb-b", "vrrp.instance.master[VI_1]"))
                        .isEqualTo("1"));
        Clock.sleep(15); // The value of the dead node must not count for ever.

        assertThat(zabbix.problemsSince(begin, DISASTER)).isEmpty();
        assertThat(zabbix.value("cluster", "vrrp.cluster.masters[51,IPv4,192.0.2.0/24]"))
                .isEqualTo("1");
        assertThat(zabbix.value("agentd", "vrrp.up")).isEqualTo("0");
        agentA = startAgent(a, 150).awaitReady();
        within(
                20,
                () -> assertThat(zabbix.value("lb-a", "vrrp.instance.master[VI_1]"))
                        .isEqualTo("1"));
        Clock.sleep(8); // The takeover is over for Zabbix too.
    }

    @Test
    @Order(6)
    void aSplitIsOneDisaster() {
        long begin = now();

        block(a, b);
        within(30, () -> assertThat(zabbix.problemsSince(begin, DISASTER)).isNotEmpty());
        Clock.sleep(12);

        assertThat(zabbix.problemsSince(begin, DISASTER))
                .containsExactly("VRRP cluster [VI_1]: Split brain, 2 masters");
        unblock(a, b);
        awaitNoSplit();
        assertThat(agentB.process().isAlive()).isTrue();
    }

    /**
     * The hosts lb-a, native, agentd and agent2 all ask the node that hears the other one. The deaf one sees that the
     * address is claimed by somebody of whom it hears no advert.
     */
    @Test
    @Order(7)
    void aNodeThatHearsASecondMasterSaysWhy() {
        long begin = now();

        block(b);
        within(
                30,
                () -> assertThat(zabbix.problemsSince(begin, HIGH))
                        .hasSize(5)
                        .containsOnly(
                                "VRRP [VI_1]: Agent suspects split brain (cause: one_way)",
                                "VRRP [VI_1]: Agent suspects split brain (cause: blocked)"));
        assertThat(zabbix.value("lb-a", "vrrp.instance.masters.seen[VI_1]")).isEqualTo("2");
        assertThat(zabbix.value("lb-a", "vrrp.instance.split.brain[VI_1]")).isEqualTo("2");

        unblock(b);
        awaitNoSplit();
        within(
                10,
                () -> assertThat(zabbix.value("lb-a", "vrrp.instance.split.cause[VI_1]"))
                        .isEqualTo("none"));
    }

    private void awaitNoSplit() {
        within(
                30,
                () -> assertThat(zabbix.openProblems())
                        .allSatisfy(name -> assertThat(name).doesNotContainIgnoringCase("split brain")));
    }

    private static void block(LabNode... nodes) {
        for (LabNode node : nodes) {
            node.exec(
                    "nft",
                    "add table inet split; add chain inet split in { type filter hook input priority 0; };"
                            + " add rule inet split in meta l4proto 112 drop");
        }
    }

    private static void unblock(LabNode... nodes) {
        List.of(nodes).forEach(node -> node.exec("nft", "delete table inet split"));
    }

    @Test
    @Order(8)
    void zabbixGetIsAnsweredByEachOfThem() {
        for (int port : List.of(PASSIVE_PORT, ZabbixAgents.AGENTD_PORT, ZabbixAgents.AGENT2_PORT)) {
            assertThat(get(port, "vrrp.vip.held[" + VIP + "]")).isEqualTo("1");
            assertThat(get(port, "vrrp.vip.get[" + VIP + ",interface]")).isEqualTo("eth0");
            assertThat(get(port, "vrrp.instance.get[VI_1,priority.base]")).isEqualTo("150");
            assertThat(get(port, "vrrp.instance.get[VI_1,split_brain.verdict]")).isEqualTo("none");
            assertThat(get(port, "vrrp.get")).startsWith("{\"schema_version\":1,");
            assertThat(get(port, "vrrp.vip.held[192.0.2.9]")).startsWith("ZBX_NOTSUPPORTED");
        }
        assertThat(get(PASSIVE_PORT, "vrrp.vip.held[192.0.2.9]"))
                .isEqualTo("ZBX_NOTSUPPORTED: No instance has the virtual address 192.0.2.9.");
        assertThat(get(PASSIVE_PORT, "agent.hostname")).isEqualTo("lb-a");
        assertThat(zabbix.value("lb-a", "vrrp.endpoint.queue[zabbix," + z.ipv4() + ":10051]"))
                .isEqualTo("0");
        assertThat(b.exec("zabbix_get", "-t", "3", "-s", a.ipv4(), "-k", "agent.ping")
                        .status())
                .as("b is not on the list")
                .isNotZero();
    }

    private String get(int port, String key) {
        Shell.Result answer = a.exec("zabbix_get", "-s", "127.0.0.1", "-p", Integer.toString(port), "-k", key);
        return answer.output().strip();
    }

    private void maintenance(String onOrOff) {
        Shell.run(
                HoldfastProcess.launcher().toString(), "maintenance", onOrOff, "--control", agentA.config() + ".sock");
    }

    private static long now() {
        return Clock.nowMicros() / 1_000_000;
    }

    @Test
    @Order(9)
    void virtualAndRealServersAreFoundAndALostQuorumIsAProblem() {
        lab.write("status", b.httpGet("/status").replace("\"virtual_servers\":[]", DIRECTOR));
        LabProcess.start(
                lab, b.namespace(), List.of("/usr/bin/python3", "-m", "http.server", "9998", "--bind", b.ipv4()));
        Map<String, String> macros = new HashMap<>(FAST);
        macros.putAll(Map.of("{$VRRP.PORT}", "9998", "{$VRRP.SERVER.PERIOD}", "6s"));
        zabbix.createHost("director", "others", "VRRP node by HTTP", b.ipv4(), PASSIVE_PORT, macros);

        within(120, () -> assertAllValues("director", 32 + 8 + 2 * 4));
        String server = "[192.0.2.100 80,";
        assertThat(zabbix.value("director", "vrrp.vserver.up[192.0.2.100 80]")).isEqualTo("0");
        assertThat(zabbix.value("director", "vrrp.vserver.sorry[192.0.2.100 80]"))
                .isEqualTo("1");
        assertThat(zabbix.value("director", "vrrp.rserver.weight" + server + "192.0.2.11:80]"))
                .isEqualTo("0");
        assertThat(zabbix.value("director", "vrrp.rserver.weight" + server + "192.0.2.99:80]"))
                .isEqualTo("5");
        within(
                30,
                () -> assertThat(zabbix.openProblems())
                        .contains(
                                "VRRP virtual server [192.0.2.100 80]: Quorum is lost",
                                "VRRP real server [192.0.2.100 80, 192.0.2.11:80]: Is down"));
    }
}
