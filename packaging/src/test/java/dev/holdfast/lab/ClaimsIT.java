package dev.holdfast.lab;

import static dev.holdfast.lab.Agent.Kind.HOLDFAST;
import static dev.holdfast.lab.Agent.Kind.KEEPALIVED;
import static dev.holdfast.lab.SplitBrains.BOUND_SECONDS;
import static dev.holdfast.lab.SplitBrains.awaitCause;
import static dev.holdfast.lab.SplitBrains.awaitNone;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Somebody else has an address of ours, and adverts alone do not tell: another virtual router id, a filter on protocol 112, a
 * keepalived that refuses us and falls silent, a host without VRRP. Node a is always Holdfast, of the higher priority.
 */
@LabTest(tools = "nft")
class ClaimsIT {
    /** A silent holder is found by the next question, and believed after a second answer. */
    private static final double SILENT_SECONDS = 7;

    private static final String VIP = Protocol.V2_PLAIN.address();

    /** A mistake in the file of a keepalived beside us. */
    enum Mistake {
        VRID(Protocol.V2_PLAIN, "virtual_router_id 51", "virtual_router_id 52", "vrid_mismatch"),
        PASSWORD(Protocol.V2_PASS, "auth_pass s3cr3t", "auth_pass 0ther", "auth_mismatch"),
        AUTH_TYPE(Protocol.V2_PASS, "(?s) {4}authentication \\{.*?\\}\n", "", "auth_mismatch"),
        ADDRESS_LIST(Protocol.V2_PASS, " *192\\.0\\.2\\.101/24\n", "", "address_list_mismatch"),
        VERSION(Protocol.V2_PLAIN, "vrrp_version 2", "vrrp_version 3", "version_mismatch"),
        INTERVAL(Protocol.V2_PLAIN, "advert_int 1", "advert_int 2", "advert_interval_mismatch"),
        MODE(
                Protocol.V2_PLAIN,
                "virtual_ipaddress",
                "unicast_peer {\n        192.0.2.11\n    }\n    virtual_ipaddress",
                "mode_mismatch");

        private final Protocol protocol;
        private final String right;
        private final String wrong;
        private final String cause;

        Mistake(Protocol protocol, String right, String wrong, String cause) {
            this.protocol = protocol;
            this.right = right;
            this.wrong = wrong;
            this.cause = cause;
        }

        String in(String config) {
            String changed = config.replaceAll(right, wrong);
            assertThat(changed).isNotEqualTo(config);
            return changed;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMistakeOfKeepalivedIsNamedAndEndsWithItsRepair(Mistake mistake) {
        try (Pair pair = new Pair()) {
            HOLDFAST.start(pair.lab(), pair.routerA(mistake.protocol));
            pair.watchA().awaitHolds(mistake.protocol.address(), 30);
            Router right = pair.routerB(mistake.protocol);
            Agent wrong = KeepalivedProcess.start(pair.lab(), pair.b(), mistake.in(right.keepalivedConfig()));
            pair.watchB().awaitHolds(mistake.protocol.address(), 30);

            awaitCause(pair.a(), mistake.cause, BOUND_SECONDS);

            wrong.terminate();
            wrong.process().awaitExit(10);
            KEEPALIVED.start(pair.lab(), right);
            awaitNone(pair.a());
        }
    }

    @Test
    void anotherVirtualRouterIdIsNamedOnBothSides() {
        try (Pair pair = new Pair()) {
            Router b = pair.routerB(Protocol.V2_PLAIN);
            HoldfastProcess agentA = HoldfastProcess.start(
                    pair.lab(), pair.a(), pair.routerA(Protocol.V2_PLAIN).holdfastConfig());
            pair.watchA().awaitHolds(VIP, 30);
            HOLDFAST.start(pair.lab(), b);
            Pair.awaitListening(HOLDFAST, agentA, pair.b());

            agentA.terminate();
            agentA.process().awaitExit(10);
            String wrong = pair.routerA(Protocol.V2_PLAIN)
                    .holdfastConfig()
                    .replace("virtual_router_id: 51", "virtual_router_id: 52");
            HoldfastProcess again = HoldfastProcess.start(pair.lab(), pair.a(), wrong);
            pair.watchA().awaitHolds(VIP, 30);

            awaitCause(pair.a(), "vrid_mismatch", BOUND_SECONDS);
            awaitCause(pair.b(), "vrid_mismatch", BOUND_SECONDS);
            again.reload(pair.routerA(Protocol.V2_PLAIN).holdfastConfig());
            awaitNone(pair.a());
            awaitNone(pair.b());
        }
    }

    /** Which node drops protocol 112 at which hook, and what each side says. */
    @ParameterizedTest
    @CsvSource({
        "b, input, HOLDFAST, one_way, blocked",
        "a, output, HOLDFAST, one_way, blocked",
        "b, both, HOLDFAST, blocked, blocked",
        "b, both, KEEPALIVED, blocked, "
    })
    void aFilteredProtocolIsToldFromAStranger(String node, String hook, Agent.Kind kind, String causeA, String causeB) {
        try (Pair pair = new Pair()) {
            startAcquainted(pair, kind);
            LabNode filtered = node.equals("a") ? pair.a() : pair.b();
            filter(filtered, hook);
            pair.watchB().awaitHolds(VIP, 10);

            awaitCause(pair.a(), causeA, BOUND_SECONDS);
            if (kind == HOLDFAST) {
                awaitCause(pair.b(), causeB, BOUND_SECONDS);
                assertThat(pair.b().httpGet("/status/VI_1")).contains("\"peers\":[\"192.0.2.11\"]");
            }

            filtered.exec("nft", "delete table ip t");
            awaitNone(pair.a());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSwitchThatLosesTheGroupIsToldFromAStranger(Agent.Kind kind) {
        try (Pair pair = new Pair()) {
            startAcquainted(pair, kind);
            pair.lab().passMulticast(false, pair.a(), pair.b());
            pair.watchB().awaitHolds(VIP, 10);

            awaitCause(pair.a(), "blocked", BOUND_SECONDS);
            if (kind == HOLDFAST) {
                awaitCause(pair.b(), "blocked", BOUND_SECONDS);
            }

            pair.lab().passMulticast(true, pair.a(), pair.b());
            awaitNone(pair.a());
        }
    }

    /** Both know each other: a took over from b. */
    private static void startAcquainted(Pair pair, Agent.Kind kind) {
        kind.start(pair.lab(), pair.routerB(Protocol.V2_PLAIN));
        pair.watchB().awaitHolds(VIP, 30);
        HOLDFAST.start(pair.lab(), pair.routerA(Protocol.V2_PLAIN));
        pair.watchA().awaitHolds(VIP, 30);
        pair.watchB().awaitReleases(VIP, 10);
        Clock.sleep(5);
    }

    private static void filter(LabNode node, String hook) {
        StringBuilder script = new StringBuilder("add table ip t;");
        for (String one : hook.equals("both") ? new String[] {"input", "output"} : new String[] {hook}) {
            script.append(" add chain ip t " + one + " { type filter hook " + one + " priority 0; };");
            script.append(" add rule ip t " + one + " ip protocol 112 drop;");
        }
        assertThat(node.exec("nft", script.toString()).output()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"V2_PLAIN, 192.0.2.100/24, 02:00:00:00:00:0c", "V3_IPV6, 2001:db8::100/64, 02:00:00:00:00:0c"})
    void aHostWithoutVrrpIsNamedByItsHardwareAddress(Protocol protocol, String address, String mac) {
        try (Pair pair = new Pair()) {
            LabNode stranger = pair.lab().node(3);
            pair.startSettled(HOLDFAST, HOLDFAST, pair.routerA(protocol), pair.routerB(protocol));
            Clock.sleep(3);

            stranger.ip("addr", "add", address, "dev", LabNode.INTERFACE, "nodad");

            awaitCause(pair.a(), "unknown", SILENT_SECONDS);
            assertThat(pair.a().httpGet("/status/VI_1"))
                    .contains(mac + " claims ")
                    .contains("no VRRP peer");
            assertThat(pair.a().httpGet("/metrics")).contains("vrrp_vip_conflicts_total");
            stranger.ip("addr", "del", address, "dev", LabNode.INTERFACE);
            awaitNone(pair.a());
        }
    }

    @Test
    void cleanFailoversOpenNothing() {
        try (Pair pair = new Pair()) {
            Router a = pair.routerA(Protocol.V3_IPV4);
            Pair.Agents agents = pair.startSettled(KEEPALIVED, HOLDFAST, a, pair.routerB(Protocol.V3_IPV4));
            Agent holder = agents.a();
            for (int i = 0; i < 10; i++) {
                holder.terminate();
                holder.process().awaitExit(10);
                pair.watchB().awaitHolds(a.protocol().address(), 10);
                holder = KEEPALIVED.start(pair.lab(), a);
                pair.watchB().awaitReleases(a.protocol().address(), 30);
            }
            Clock.sleep(6);

            assertThat(agents.b().log()).doesNotContain("split brain").doesNotContain("still answers");
        }
    }
}
