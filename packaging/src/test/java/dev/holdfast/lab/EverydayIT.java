package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What operators do every day is no split brain, with every measure against it switched on: questions to neighbours and
 * peers, a heartbeat link, a gateway, a lease in etcd, a lock on a disk, and a response. Node a has the higher priority.
 */
@LabTest(tools = "etcd")
class EverydayIT {
    private static final Protocol PROTOCOL = Protocol.V3_IPV4;
    private static final String VIP = PROTOCOL.address();
    private static final String CABLE = "eth1";

    /** Each takes the address from node a and gives it back. */
    private static final int RESTARTS = 20;

    private static final int MAINTENANCES = 5;

    @Test
    void fiftyFailoversTwentyRestartsAndTwentyReloadsOpenNoIncident() {
        try (Pair pair = new Pair();
                LabDisk disk = LabDisk.file(pair.lab(), "a", "b")) {
            ManagementNetwork.between(pair.a(), pair.b());
            pair.lab().layCable(pair.a(), pair.b(), CABLE);
            LabNode gateway = pair.lab().node(3);
            EtcdProcess etcd = EtcdProcess.start(pair.lab(), gateway);
            String arbitration = """
                      arbitration:
                        reference: {addresses: [%s]}
                        etcd: {endpoints: ["%s"], ttl: 8s}
                        disk: {path: %s}
                    """.formatted(gateway.ipv4(), etcd.endpoint(), disk.path());
            HoldfastProcess a = start(pair, pair.routerA(PROTOCOL), arbitration);
            pair.watchA().awaitHolds(VIP, 30);
            HoldfastProcess b = start(pair, pair.routerB(PROTOCOL), arbitration);
            Pair.awaitListening(Agent.Kind.HOLDFAST, b, pair.b());
            long fromMicros = Clock.nowMicros();

            for (int i = 0; i < RESTARTS; i++) {
                a.terminate();
                a.process().awaitExit(10);
                awaitTaken(pair);
                b.process().signal(Libc.SIGHUP);
                a = start(pair, pair.routerA(PROTOCOL), arbitration);
                awaitGivenBack(pair);
                assertNothingTold(a);
            }
            for (int i = 0; i < MAINTENANCES; i++) {
                maintenance(a, "on");
                awaitTaken(pair);
                maintenance(a, "off");
                awaitGivenBack(pair);
            }
            Clock.sleep(3); // Time for a wrong conclusion.

            assertThat(pair.holders(VIP).arrivals(fromMicros)).isEqualTo(2 * (RESTARTS + MAINTENANCES));
            assertThat(pair.holders(VIP).holdBothSeconds(fromMicros, Clock.nowMicros()))
                    .isZero();
            assertNothingTold(a);
            assertNothingTold(b);
            for (LabNode node : List.of(pair.a(), pair.b())) {
                assertThat(Metrics.samples(node, "vrrp_split_brain_seconds_total"))
                        .endsWith(" 0.0");
            }
            assertThat(b.log().lines().filter(line -> line.contains("asked for")))
                    .hasSize(RESTARTS);
        }
    }

    private static HoldfastProcess start(Pair pair, Router router, String arbitration) {
        String peer = ManagementNetwork.address(router.peer());
        return HoldfastProcess.start(
                pair.lab(),
                router.self(),
                """
                http: {listen: "0.0.0.0:9112", insecure: true}
                split_brain:
                  on_split_brain: yield
                  peers: {%s: "http://%s:9112"}
                %s""".formatted(router.peer().letter(), peer, arbitration)
                        + router.withExtra("    heartbeat_interfaces: [" + CABLE + "]\n")
                                .holdfastConfig());
    }

    private static void awaitTaken(Pair pair) {
        pair.watchB().awaitHolds(VIP, 15);
    }

    private static void awaitGivenBack(Pair pair) {
        pair.watchA().awaitHolds(VIP, 30);
        pair.watchB().awaitReleases(VIP, 10);
    }

    private static void maintenance(HoldfastProcess agent, String onOrOff) {
        Shell.run(HoldfastProcess.launcher().toString(), "maintenance", onOrOff, "--control", agent.config() + ".sock");
    }

    private static void assertNothingTold(HoldfastProcess agent) {
        assertThat(agent.log()).doesNotContain("split brain", "configured in another way");
    }
}
