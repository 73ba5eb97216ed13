package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Static addresses are there whoever is master, from the start to a clean stop. Read by {@code ip} alone. */
@LabTest
class StaticAddressIT {
    private static final String VIP = "192.0.2.100";
    private static final String FIXED = "192.0.2.77";
    private static final String FIXED_IPV6 = "2001:db8::77";
    private static final String STATIC = """
            static_ipaddress:
              - 192.0.2.77/24 dev eth0 label eth0:s
              - 2001:db8::77/64 dev eth0
            """;

    private static String config(Router router) {
        return router.holdfastConfig() + STATIC;
    }

    private static void awaitHolds(HoldfastProcess agent, String address) {
        assertThat(Clock.waitFor(10, () -> agent.node().holds(address)))
                .as(agent.log())
                .isTrue();
    }

    @Test
    void theyAreKeptOnABackupAndRemovedAtACleanStop() {
        try (Pair pair = new Pair()) {
            HoldfastProcess a = HoldfastProcess.start(pair.lab(), pair.a(), config(pair.routerA(Protocol.V2_PLAIN)));
            pair.watchA().awaitHolds(VIP, 30);
            HoldfastProcess b = HoldfastProcess.start(
                    pair.lab(),
                    pair.b(),
                    pair.routerB(Protocol.V2_PLAIN).holdfastConfig() + STATIC.replace("77", "78"));
            Pair.awaitListening(Agent.Kind.HOLDFAST, b, pair.b());
            assertThat(pair.b().holds(VIP)).isFalse();
            assertThat(pair.b().ip("-o", "addr", "show"))
                    .contains(
                            "192.0.2.78/24 scope global secondary eth0:s\\       valid_lft forever",
                            "2001:db8::78/64 scope global nodad");

            pair.b().ip("addr", "del", "192.0.2.78/24", "dev", "eth0");
            awaitHolds(b, "192.0.2.78");
            // What goes down with its interface comes back with it, and nobody is to blame.
            pair.b().ip("link", "set", "eth0", "down");
            assertThat(Clock.waitFor(5, () -> !pair.b().holds("2001:db8::78"))).isTrue();
            pair.b().ip("link", "set", "eth0", "up");
            awaitHolds(b, "2001:db8::78");
            assertThat(pair.b().httpGet("/status"))
                    .contains(
                            "{\"address\":\"192.0.2.78/24\",\"dev\":\"eth0\",\"held\":true,\"restored\":1}",
                            "{\"address\":\"2001:db8::78/64\",\"dev\":\"eth0\",\"held\":true,\"restored\":0}");
            b.process().awaitLine("static address was removed by somebody else and has been put back", 3);

            a.terminate();
            b.terminate();
            assertThat(a.process().awaitExit(10)).isZero();
            assertThat(b.process().awaitExit(10)).isZero();
            assertThat(pair.a().holds(FIXED)).isFalse();
            assertThat(pair.a().holds(FIXED_IPV6)).isFalse();
            assertThat(pair.b().holds("192.0.2.78")).isFalse();
            assertThat(pair.b().holds(pair.b().ipv4())).isTrue();
        }
    }

    @Test
    void advertsComeFromOneAtTheFirstStartAndAfterACrash() {
        try (Pair pair = new Pair()) {
            pair.a().ip("addr", "del", pair.a().ipv4() + "/24", "dev", "eth0");
            String config = config(pair.routerA(Protocol.V2_PLAIN));
            HoldfastProcess first = HoldfastProcess.start(pair.lab(), pair.a(), config);
            pair.watchA().awaitHolds(VIP, 30);
            assertThat(first.log()).doesNotContain("FAULT");

            first.killHard();
            first.process().awaitExit(5);
            assertThat(pair.a().holds(FIXED)).isTrue();
            HoldfastProcess second = HoldfastProcess.start(pair.lab(), pair.a(), config);

            second.awaitReady();
            assertThat(Clock.waitFor(10, () -> pair.a().httpGet("/status").contains("\"state\":\"MASTER\"")))
                    .as(second.log())
                    .isTrue();
            assertThat(second.log()).doesNotContain("FAULT");
            assertThat(pair.watchA().events(FIXED)).allMatch(AddressEvent::present);

            second.reload(config.replace("192.0.2.77/24 dev eth0 label eth0:s", "192.0.2.79/24 dev eth0"));
            awaitHolds(second, "192.0.2.79");
            assertThat(Clock.waitFor(5, () -> !pair.a().holds(FIXED))).isTrue();
            assertThat(pair.a().httpGet("/status")).contains("\"address\":\"192.0.2.79/24\"", "\"restored\":0");
        }
    }
}
