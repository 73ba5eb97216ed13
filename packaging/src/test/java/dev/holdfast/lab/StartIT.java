package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts that must be refused, and what a start finds of an earlier run. */
@LabTest
@Execution(ExecutionMode.CONCURRENT)
class StartIT {
    private static final String VIP = "192.0.2.100";

    @ParameterizedTest
    @ValueSource(strings = {"net_raw", "net_admin"})
    void missingCapabilityIsNamedAndNothingIsAdvertised(String capability) {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            Capture capture = Capture.outgoing(lab, a);
            HoldfastProcess agent = HoldfastProcess.start(
                    lab, a, Router.of(Protocol.V2_PLAIN, 255, a, a).holdfastConfig(), without(capability));

            assertThat(agent.process().awaitExit(20)).isNotZero();

            assertThat(agent.log()).containsIgnoringCase("cap_" + capability);
            assertThat(a.holds(VIP)).isFalse();
            assertThat(capture.adverts()).noneMatch(frame -> frame.vrrpPriority() > 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sys_nice", "ipc_lock", "net_bind_service", "kill", "setuid"})
    void capabilityThatTheElectionDoesNotNeedMayBeMissing(String capability) {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            AddressWatch watch = AddressWatch.start(lab, a);
            Capture capture = Capture.outgoing(lab, a);
            HoldfastProcess.start(lab, a, Router.of(Protocol.V3_IPV4, 150, a, a).holdfastConfig(), without(capability));

            watch.awaitHolds("192.0.2.103", 20);
            assertThat(Clock.waitFor(1, () -> !capture.adverts().isEmpty())).isTrue();
        }
    }

    private static List<String> without(String capability) {
        return List.of("setpriv", "--bounding-set=-" + capability, "--inh-caps=-" + capability, "--ambient-caps=-all");
    }

    @Test
    void addressThatCannotBeInstalledIsNeverAdvertised() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            Capture capture = Capture.outgoing(lab, a);
            // The kernel refuses a 2001:db8:: address once IPv6 is off on the card that would carry it.
            a.ip("link", "add", "void0", "type", "veth", "peer", "name", "void1");
            a.exec("bash", "-c", "echo 1 > /proc/sys/net/ipv6/conf/void0/disable_ipv6");
            a.ip("link", "set", "void0", "up");
            a.ip("link", "set", "void1", "up");
            String yaml = Router.of(Protocol.V3_IPV6, 150, a, a)
                    .holdfastConfig()
                    .replace("\"2001:db8::100/128\"", "{address: \"2001:db8::100/128\", dev: void0}");
            HoldfastProcess agent = HoldfastProcess.start(lab, a, yaml);
            agent.awaitReady();
            Clock.sleep(4);

            assertThat(capture.adverts())
                    .as(agent.log())
                    .filteredOn(frame -> frame.vrrpPriority() > 0)
                    .isEmpty();
            assertThat(a.http("/master/VI_1")).contains(" 503 ");
        }
    }

    @Test
    void secondAgentForTheSameRouterRefusesAndTheFirstKeepsTheAddress() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            AddressWatch watch = AddressWatch.start(lab, a);
            String yaml = Router.of(Protocol.V2_PLAIN, 150, a, a).holdfastConfig();
            HoldfastProcess.start(lab, a, yaml);
            watch.awaitHolds(VIP, 30);

            HoldfastProcess second = HoldfastProcess.start(lab, a, "http: {listen: \"127.0.0.1:9113\"}\n" + yaml);

            assertThat(second.process().awaitExit(20)).isNotZero();
            assertThat(second.log()).contains("eth0").contains("51");
            Clock.sleep(0.5);
            assertThat(watch.holds(VIP)).isTrue();
            assertThat(watch.first(VIP, false, 0)).isEmpty();
        }
    }

    @Test
    void addressLeftByACrashIsRemovedByTheNextStart() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            LabNode b = lab.node(2);
            AddressWatch watchA = AddressWatch.start(lab, a);
            AddressWatch watchB = AddressWatch.start(lab, b);
            String yaml = Router.of(Protocol.V2_PLAIN, 100, a, b)
                    .withPreempt(false)
                    .withExtra("    lease: off\n")
                    .holdfastConfig();
            HoldfastProcess first = HoldfastProcess.start(lab, a, yaml);
            watchA.awaitHolds(VIP, 30);
            Agent.Kind.KEEPALIVED
                    .start(lab, Router.of(Protocol.V2_PLAIN, 90, b, a).withPreempt(false))
                    .process()
                    .awaitLine("Entering BACKUP STATE", 10);
            first.killHard();
            watchB.awaitHolds(VIP, 8);
            assertThat(watchA.holds(VIP)).isTrue();

            HoldfastProcess.start(lab, a, yaml);

            watchA.awaitReleases(VIP, 20);
            Clock.sleep(4.5);
            assertThat(watchA.holds(VIP)).isFalse();
            assertThat(watchB.holds(VIP)).isTrue();
        }
    }
}
