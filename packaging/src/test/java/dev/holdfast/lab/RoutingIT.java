package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Routes and rules follow the master, are put back, and are cleaned up after a crash. Read by {@code ip} alone. */
@LabTest
class RoutingIT {
    private static final String VIP = "192.0.2.100";
    private static final String ROUTING = """
                virtual_routes:
                  - default via 192.0.2.1 dev eth0 src 192.0.2.100
                  - 198.51.100.0/24 table 100 nexthop via 192.0.2.1 dev eth0 nexthop via 192.0.2.2 dev eth0 weight 2
                virtual_rules:
                  - from 192.0.2.100 table 100
            """;
    private static final String STATIC = """
            static_routes:
              - blackhole 203.0.113.0/24
            """;

    private static String config(Router router) {
        return router.holdfastConfig() + ROUTING + STATIC;
    }

    private static void awaitRouting(LabNode node, String... wanted) {
        boolean there = Clock.waitFor(3, () -> List.of(wanted).stream().allMatch(routing(node)::contains));
        assertThat(there).as(routing(node)).isTrue();
    }

    private static String routing(LabNode node) {
        return node.ip("route", "show", "table", "all", "proto", "112") + node.ip("rule", "show");
    }

    @Test
    void theRoutesMoveWithTheAddressAndTheStaticOneStaysUntilTheEnd() {
        try (Pair pair = new Pair()) {
            HoldfastProcess a = HoldfastProcess.start(pair.lab(), pair.a(), config(pair.routerA(Protocol.V2_PLAIN)));
            pair.watchA().awaitHolds(VIP, 30);
            HoldfastProcess b = HoldfastProcess.start(pair.lab(), pair.b(), config(pair.routerB(Protocol.V2_PLAIN)));
            Pair.awaitListening(Agent.Kind.HOLDFAST, b, pair.b());
            awaitRouting(
                    pair.a(),
                    "default via 192.0.2.1 dev eth0 src 192.0.2.100",
                    "nexthop via 192.0.2.2 dev eth0 weight 2",
                    "from 192.0.2.100 lookup 100 proto 112",
                    "blackhole 203.0.113.0/24");
            assertThat(routing(pair.b())).contains("blackhole").doesNotContain("default via", "lookup 100");
            assertThat(pair.a().ip("route", "get", "192.0.2.77")).contains("dev eth0");

            a.terminate();
            assertThat(a.process().awaitExit(10)).isZero();

            assertThat(routing(pair.a())).doesNotContain("192.0.2.1", "blackhole", "lookup 100");
            pair.watchB().awaitHolds(VIP, 5);
            awaitRouting(pair.b(), "default via 192.0.2.1", "lookup 100", "198.51.100.0/24");
        }
    }

    @Test
    void whatSomebodyRemovesIsPutBackAndCounted() {
        try (Pair pair = new Pair()) {
            HoldfastProcess a = HoldfastProcess.start(pair.lab(), pair.a(), config(pair.routerA(Protocol.V2_PLAIN)));
            pair.watchA().awaitHolds(VIP, 30);
            awaitRouting(pair.a(), "default via 192.0.2.1", "lookup 100", "blackhole");

            pair.a().ip("route", "del", "default");
            awaitRouting(pair.a(), "default via 192.0.2.1");
            pair.a().ip("rule", "del", "from", VIP, "lookup", "100");
            awaitRouting(pair.a(), "lookup 100");
            pair.a().ip("route", "del", "blackhole", "203.0.113.0/24");
            awaitRouting(pair.a(), "blackhole 203.0.113.0/24");

            a.process().awaitLine("somebody removed a route or rule", 3);
            assertThat(pair.a().httpGet("/status"))
                    .contains("{\"owners\":[\"VI_1\"],\"entry\":\"default via 192.0.2.1 dev eth0 src 192.0.2.100\","
                            + "\"held\":true,\"restored\":1}");
        }
    }

    @Test
    void whatACrashLeftBehindIsRemovedAtTheNextStart() {
        try (Pair pair = new Pair()) {
            HoldfastProcess first =
                    HoldfastProcess.start(pair.lab(), pair.a(), config(pair.routerA(Protocol.V2_PLAIN)));
            pair.watchA().awaitHolds(VIP, 30);
            awaitRouting(pair.a(), "198.51.100.0/24", "lookup 100", "blackhole");
            first.killHard();
            first.process().awaitExit(5);
            assertThat(routing(pair.a())).contains("198.51.100.0/24", "lookup 100", "blackhole");

            // The next configuration knows nothing of routes, and the node listens for 30 s before it is master.
            HoldfastProcess.start(
                            pair.lab(),
                            pair.a(),
                            pair.routerA(Protocol.V2_PLAIN)
                                    .holdfastConfig()
                                    .replace("global_defs:\n", "global_defs:\n  startup_delay: 30\n"))
                    .awaitReady();

            assertThat(Clock.waitFor(5, () -> !routing(pair.a()).contains("proto 112")))
                    .isTrue();
            assertThat(routing(pair.a())).doesNotContain("198.51.100.0/24", "blackhole");
        }
    }

    @Test
    void aReloadChangesOnlyWhatDiffers() {
        try (Pair pair = new Pair()) {
            String before = config(pair.routerA(Protocol.V2_PLAIN));
            HoldfastProcess a = HoldfastProcess.start(pair.lab(), pair.a(), before);
            pair.watchA().awaitHolds(VIP, 30);
            awaitRouting(pair.a(), "default via 192.0.2.1", "lookup 100", "blackhole 203.0.113.0/24");

            a.reload(before.replace("blackhole 203.0.113.0/24", "unreachable 203.0.113.0/24")
                    .replace("default via 192.0.2.1", "default via 192.0.2.2"));

            awaitRouting(pair.a(), "default via 192.0.2.2", "lookup 100", "unreachable 203.0.113.0/24");
            assertThat(routing(pair.a())).doesNotContain("blackhole", "default via 192.0.2.1 ");
            assertThat(pair.watchA().holds(VIP)).isTrue();
        }
    }
}
