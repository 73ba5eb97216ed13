package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The alert rules beside a living pair: they wake somebody for two masters, and nobody for a takeover. */
@LabTest
class AlertingIT {
    private static final String VIP = "192.0.2.103";
    private static final int FAILOVERS = 20;

    /** The longest window of a rule on which VrrpNoMaster depends, and some more. */
    private static final double NO_MASTER_SECONDS = 45;

    private static final String EVER = "count_over_time(ALERTS{alertname=\"%s\",alertstate=\"firing\"}[10m])";

    @Test
    void twoMastersArePagedWithinThirtySeconds() {
        try (Pair pair = new Pair()) {
            start(pair);
            AlertingStack stack = monitor(pair);
            assertThat(ever(stack, "VrrpDualMaster")).isFalse();

            long splitMicros = Clock.nowMicros();
            dropAdverts(pair.b());
            stack.pager().awaitLine("paged VrrpDualMaster firing", 30);
            double seconds = (Clock.nowMicros() - splitMicros) / 1e6;

            System.out.printf("two masters were paged after %.1f s%n", seconds);
            assertThat(seconds).isLessThan(30);
            assertThat(stack.pager().lines())
                    .filteredOn(line -> line.contains("VrrpDualMaster firing"))
                    .first()
                    .asString()
                    .contains(
                            "2 nodes are master of virtual router 51 (ipv4) in 192.0.2.0/24",
                            "192.0.2.11:9112",
                            "192.0.2.12:9112",
                            "Likely cause: blocked one_way");
            assertThat(stack.sees("ALERTS{alertname=\"VrrpDualMasterOnWire\",alertstate=\"firing\"}", 30))
                    .as("node a hears the other")
                    .isTrue();
        }
    }

    @Test
    void takeoversAndADeadHolderWakeNobody() {
        try (Pair pair = new Pair()) {
            List<HoldfastProcess> agents = start(pair);
            AlertingStack stack = monitor(pair);

            for (int i = 0; i < FAILOVERS; i++) {
                release(agents.get(i % 2));
                (i % 2 == 0 ? pair.watchB() : pair.watchA()).awaitHolds(VIP, 10);
                // So that a scrape sees it.
                Clock.sleep(1);
            }
            assertThat(query(
                            stack,
                            "sum(vrrp_transitions_total{to=\"master\",reason=\"priority_zero\"}) >= " + FAILOVERS))
                    .as("all of them were seen")
                    .isTrue();
            assertThat(ever(stack, "VrrpDualMaster")).isFalse();
            assertThat(ever(stack, "VrrpVipDuplicate")).isFalse();

            agents.get(0).killHard();
            pair.watchB().awaitHolds(VIP, 10);
            Clock.sleep(NO_MASTER_SECONDS);

            assertThat(ever(stack, "VrrpNoMaster")).isFalse();
            assertThat(ever(stack, "VrrpDualMaster")).isFalse();
            assertThat(ever(stack, "VrrpDualMasterOnWire")).isFalse();
            assertThat(ever(stack, "VrrpSplitBrainCause")).isFalse();
            assertThat(
                            query(
                                    stack,
                                    "vrrp_transitions_total{to=\"master\",reason=\"timeout\",instance=\"192.0.2.12:9112\"} == 1"))
                    .as("the failover was counted")
                    .isTrue();
            assertThat(query(stack, "vrrp_master_gap_seconds_count{instance=\"192.0.2.12:9112\"} > 10"))
                    .as("the outage was measured")
                    .isTrue();
            assertThat(query(stack, "vrrp_failover_duration_seconds_sum{instance=\"192.0.2.12:9112\"} > 0"))
                    .as("its duration is in the histogram")
                    .isTrue();
            assertThat(stack.pager().lines())
                    .noneMatch(line -> line.contains("DualMaster") || line.contains("NoMaster"));
        }
    }

    /** Node a holds the address; both show their metrics to others. */
    private static List<HoldfastProcess> start(Pair pair) {
        String http = "http: {listen: \"0.0.0.0:9112\", insecure: true}\n";
        HoldfastProcess a = HoldfastProcess.start(
                pair.lab(), pair.a(), http + pair.routerA(Protocol.V3_IPV4).holdfastConfig());
        pair.watchA().awaitHolds(VIP, 30);
        HoldfastProcess b = HoldfastProcess.start(
                pair.lab(), pair.b(), http + pair.routerB(Protocol.V3_IPV4).holdfastConfig());
        Pair.awaitListening(Agent.Kind.HOLDFAST, b, pair.b());
        return List.of(a, b);
    }

    private static AlertingStack monitor(Pair pair) {
        AlertingStack stack = AlertingStack.start(pair.lab(), pair.lab().client(), List.of(pair.a(), pair.b()));
        assertThat(stack.sees("sum(up) == 2 and count(vrrp_master) == 2", 30))
                .as("both are scraped")
                .isTrue();
        return stack;
    }

    private static void dropAdverts(LabNode node) {
        String rules = "add table inet split; add chain inet split adverts { type filter hook input priority 0; }; "
                + "add rule inet split adverts ip protocol 112 drop";
        Shell.Result dropped = node.exec("nft", rules);
        assertThat(dropped.status()).as(dropped.output()).isZero();
    }

    private static void release(HoldfastProcess agent) {
        Shell.run(HoldfastProcess.launcher().toString(), "release", "VI_1", "--control", agent.config() + ".sock");
    }

    private static boolean ever(AlertingStack stack, String alert) {
        return query(stack, EVER.formatted(alert));
    }

    private static boolean query(AlertingStack stack, String expression) {
        String answer = stack.query(expression);
        assertThat(answer).contains("\"status\":\"success\"");
        return answer.contains("\"metric\"");
    }
}
