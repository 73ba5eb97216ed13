package dev.holdfast.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.Forwarding;
import dev.holdfast.core.ipvs.Protocol;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.lvs.Quorum;
import dev.holdfast.core.lvs.RealServerConfig;
import dev.holdfast.core.lvs.VirtualServerConfig;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directors that are set up for their virtual servers, and those that are not. */
class DirectorExamTest {
    private final FakeMachine host;

    DirectorExamTest(@TempDir Path root) {
        host = new FakeMachine(root).write("proc/net/ip_vs", "IP Virtual Server version 1.2.1");
    }

    private List<Finding> of(VirtualServerConfig... configured) {
        return new DirectorExam(host.machine(), Arrays.asList(configured)).findings();
    }

    private static VirtualServerConfig web(Forwarding forwarding, String server, int port) {
        RealServer real = RealServer.of(AddressPort.of(server, port), forwarding, 1);
        String virtual = server.contains(":") ? "2001:db8::100" : "192.0.2.100";
        return new VirtualServerConfig(
                "web",
                VirtualService.of(ServiceId.of(Protocol.TCP, virtual, 80), "rr"),
                List.of(new RealServerConfig(real, false, List.of())),
                Optional.empty(),
                Quorum.ONE);
    }

    @Test
    void withoutVirtualServersNothingIsNeeded() {
        assertThat(of()).containsExactly(Finding.ok("there is no virtual_server, nothing is needed"));
    }

    @Test
    void directRoutingNeedsTheKernelAndNeighbours() {
        assertThat(of(web(Forwarding.DR, "192.0.2.12", 80)))
                .containsExactly(
                        Finding.ok("the kernel has IPVS"),
                        Finding.ok("every server that is reached by DR is in a network of this node"));
    }

    @Test
    void aServerBeyondARouterIsNotReachedByDirectRouting() {
        assertThat(of(web(Forwarding.DR, "198.51.100.12", 80)))
                .contains(Finding.missing(
                        "198.51.100.12:80 of web is in no network of this node: DR reaches neighbours alone",
                        "connect this node to its network, or use TUN"));
        assertThat(of(web(Forwarding.TUN, "198.51.100.12", 80))).noneMatch(Finding::isMissing);
    }

    @Test
    void onlyNatChangesThePort() {
        assertThat(of(web(Forwarding.DR, "192.0.2.12", 8080)))
                .contains(Finding.missing(
                        "192.0.2.12:8080 of web is reached by DR, which keeps the port: packets go to the port of"
                                + " tcp 192.0.2.100:80",
                        "have the server listen on that port, and write it; or use NAT"));

        host.write("proc/sys/net/ipv4/ip_forward", "1");
        assertThat(of(web(Forwarding.NAT, "192.0.2.12", 8080))).noneMatch(Finding::isMissing);
    }

    @Test
    void natNeedsAKernelThatForwardsItsFamily() {
        assertThat(of(web(Forwarding.NAT, "192.0.2.12", 80)))
                .contains(Finding.missing(
                        "net.ipv4.ip_forward is 0: with NAT no answer of a real server comes through",
                        "sysctl -w net.ipv4.ip_forward=1"));
        assertThat(of(web(Forwarding.NAT, "2001:db8::12", 80)))
                .filteredOn(Finding::isMissing)
                .extracting(Finding::remedy)
                .containsExactly("sysctl -w net.ipv6.conf.all.forwarding=1");

        host.write("proc/sys/net/ipv4/ip_forward", "1");

        assertThat(of(web(Forwarding.NAT, "192.0.2.12", 80)))
                .contains(Finding.ok("net.ipv4.ip_forward is 1, as NAT needs"));
    }

    @Test
    void aKernelWithoutIpvsIsNoDirector(@TempDir Path bare) {
        Machine machine = new FakeMachine(bare).machine();

        assertThat(new DirectorExam(machine, List.of(web(Forwarding.DR, "192.0.2.12", 80))).findings())
                .filteredOn(Finding::isMissing)
                .containsExactly(Finding.missing(
                        "the kernel has no IPVS", "modprobe ip_vs; echo ip_vs >/etc/modules-load.d/ip_vs.conf"));
    }

    @Test
    void aStrictReversePathIsAdvice() {
        host.ipv4("all", "rp_filter", 1);

        assertThat(of(web(Forwarding.DR, "192.0.2.12", 80)))
                .filteredOn(each -> each.verdict() == Finding.Verdict.ADVICE)
                .hasSize(1);
    }
}
