package dev.holdfast.lab;

import static dev.holdfast.lab.Agent.Kind.HOLDFAST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two nodes with a cable beside the switch: to lose either path is a warning, to lose both a takeover. The cable has no
 * addresses, and no firewall of the nodes knows of it.
 */
@LabTest(tools = "nft")
class HeartbeatIT {
    private static final String CABLE = "eth1";
    private static final String BESIDE = "    heartbeat_interfaces: [eth1]\n";
    private static final String SIGNED = "    auth_hmac: {key: {1: \"hex:" + "a1".repeat(32) + "\"}, active_key: 1}\n";

    /** Longer than any master-down interval of these protocols, 3.6 s, twice. */
    private static final double LONG_SECONDS = 7.5;

    private static Pair.Agents startSettled(Pair pair, Protocol protocol, boolean unicast, String extra) {
        pair.lab().layCable(pair.a(), pair.b(), CABLE);
        return pair.startSettled(
                HOLDFAST,
                HOLDFAST,
                pair.routerA(protocol).withUnicast(unicast).withExtra(BESIDE + extra),
                pair.routerB(protocol).withUnicast(unicast).withExtra(BESIDE + extra));
    }

    /** The firewall of a node refuses adverts in both directions, also those in an authentication header. */
    private static void refuseAdverts(LabNode node) {
        Shell.Result result = node.exec(
                "nft",
                "add table inet t; add chain inet t i { type filter hook input priority 0; };"
                        + " add chain inet t o { type filter hook output priority 0; };"
                        + " add rule inet t i meta l4proto { 112, 51 } drop;"
                        + " add rule inet t o meta l4proto { 112, 51 } drop");
        assertThat(result.status()).as(result.output()).isZero();
    }

    private static void admitAdverts(LabNode node) {
        node.exec("nft", "delete table inet t");
    }

    private static void setCable(LabNode node, String state) {
        node.ip("link", "set", CABLE, state);
    }

    private static void awaitHeartbeat(LabNode node, String dev, boolean up) {
        String wanted = "{\"interface\":\"" + dev + "\",\"up\":" + up;
        assertThat(Clock.waitFor(
                        LONG_SECONDS, () -> node.httpGet("/status/VI_1").contains(wanted)))
                .as(() -> node.namespace() + " must say " + wanted + " but: " + node.httpGet("/status/VI_1"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "V2_PLAIN, false, false",
        "V2_AH, false, false",
        "V3_IPV4, true, false",
        "V3_IPV4, false, true",
        "V3_IPV6, false, false",
        "V3_IPV6, true, true",
    })
    void toLoseOnePathIsAWarningAndToLoseBothATakeover(Protocol protocol, boolean unicast, boolean signed) {
        try (Pair pair = new Pair()) {
            String address = protocol.address();
            Pair.Agents agents = startSettled(pair, protocol, unicast, signed ? SIGNED : "");
            awaitHeartbeat(pair.b(), CABLE, true);

            refuseAdverts(pair.b());
            awaitHeartbeat(pair.b(), "eth0", false);
            Clock.sleep(LONG_SECONDS);
            assertThat(pair.watchB().events(address)).as("only a warning").isEmpty();
            assertThat(agents.b().log()).contains("no adverts come over a heartbeat link", "eth0: silent for");

            setCable(pair.a(), "down");
            pair.watchB().awaitHolds(address, 10);

            setCable(pair.a(), "up");
            pair.watchB().awaitReleases(address, 10);
            admitAdverts(pair.b());
            awaitHeartbeat(pair.b(), "eth0", true);
            assertThat(pair.watchA().holds(address)).isTrue();
            assertThat(pair.b().httpGet("/status/VI_1")).doesNotContain("auth_replay", "own_address");
        }
    }

    @Test
    void theCableAloneIsAWarningOnBothNodes() {
        try (Pair pair = new Pair()) {
            Protocol protocol = Protocol.V3_IPV4;
            startSettled(pair, protocol, false, "");
            String before = Metrics.transitions(pair.a()) + Metrics.transitions(pair.b());

            setCable(pair.b(), "down");
            awaitHeartbeat(pair.a(), CABLE, false);
            awaitHeartbeat(pair.b(), CABLE, false);
            assertThat(Metrics.samples(pair.b(), "vrrp_heartbeat_up"))
                    .contains("interface=\"eth1\"")
                    .contains(" 0.0")
                    .contains(" 1.0");

            setCable(pair.b(), "up");
            awaitHeartbeat(pair.a(), CABLE, true);
            awaitHeartbeat(pair.b(), CABLE, true);

            pair.b().ip("link", "del", CABLE);
            awaitHeartbeat(pair.a(), CABLE, false);
            pair.lab().layCable(pair.a(), pair.b(), CABLE);
            awaitHeartbeat(pair.a(), CABLE, true);
            assertThatTheCableCarriesTheElection(pair, protocol, before);
        }
    }

    private static void assertThatTheCableCarriesTheElection(Pair pair, Protocol protocol, String before) {
        pair.lab().silence(pair.b());
        awaitHeartbeat(pair.b(), "eth0", false);
        Clock.sleep(2);
        assertThat(pair.watchB().events(protocol.address())).isEmpty();
        assertThat(Metrics.transitions(pair.a()) + Metrics.transitions(pair.b()))
                .isEqualTo(before);
    }

    @Test
    void inTenCutsOfTheSwitchNobodyElseHoldsTheAddress() {
        try (Pair pair = new Pair()) {
            Protocol protocol = Protocol.V3_IPV4;
            startSettled(pair, protocol, false, "");
            Random phase = new Random(10);
            long fromMicros = Clock.nowMicros();

            for (int cut = 0; cut < 10; cut++) {
                Clock.sleep(0.5 + phase.nextDouble() / 5);
                pair.lab().silence(pair.b());
                Clock.sleep(1.5);
                pair.lab().hearAgain(pair.b());
            }

            HoldersTimeline holders = pair.holders(protocol.address());
            assertThat(holders.holdBothSeconds(fromMicros, Clock.nowMicros())).isZero();
            assertThat(holders.holdNoneSeconds(fromMicros, Clock.nowMicros())).isZero();
            assertThat(pair.watchB().events(protocol.address())).isEmpty();
        }
    }

    /** Whoever loses its network says over the cable that it lets go; silence would cost 3.4 s. */
    @Test
    void aMasterWithoutCarrierResignsOverTheCable() {
        try (Pair pair = new Pair()) {
            String address = Protocol.V2_PLAIN.address();
            startSettled(pair, Protocol.V2_PLAIN, false, "");

            long fromMicros = Clock.nowMicros();
            pair.lab().unplug(pair.a());

            pair.watchB().awaitHolds(address, 10);
            assertThat(pair.holders(address).holdNoneSeconds(fromMicros, Clock.nowMicros()))
                    .isLessThan(1.5);
        }
    }

    @Test
    void aReloadAddsAndRemovesALinkWithoutATransition() {
        try (Pair pair = new Pair()) {
            Protocol protocol = Protocol.V3_IPV4;
            Pair.Agents agents = startSettled(pair, protocol, false, "");
            HoldfastProcess a = (HoldfastProcess) agents.a();
            HoldfastProcess b = (HoldfastProcess) agents.b();
            String before = Metrics.transitions(pair.a()) + Metrics.transitions(pair.b());

            a.reload(pair.routerA(protocol).holdfastConfig());
            awaitHeartbeat(pair.b(), CABLE, false);
            b.reload(pair.routerB(protocol).holdfastConfig());
            assertThat(Clock.waitFor(10, () -> pair.b().httpGet("/status/VI_1").contains("\"heartbeats\":[]")))
                    .isTrue();
            a.reload(pair.routerA(protocol).withExtra(BESIDE).holdfastConfig());
            b.reload(pair.routerB(protocol).withExtra(BESIDE).holdfastConfig());
            awaitHeartbeat(pair.b(), CABLE, true);

            refuseAdverts(pair.a());
            awaitHeartbeat(pair.b(), "eth0", false);
            assertThat(Metrics.transitions(pair.a()) + Metrics.transitions(pair.b()))
                    .isEqualTo(before);
        }
    }
}
