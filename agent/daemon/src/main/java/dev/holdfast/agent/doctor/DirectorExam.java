package dev.holdfast.agent.doctor;

import dev.holdfast.core.ipvs.Forwarding.Method;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.lvs.VirtualServerConfig;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a director needs for the virtual servers of a configuration. */
public final class DirectorExam {
    private final Machine machine;
    private final List<Placed> servers;
    private final int services;

    /** A server, and for whom it works. */
    private record Placed(VirtualServerConfig of, RealServer server) {
        static Stream<Placed> in(VirtualServerConfig config) {
            Stream<RealServer> real = config.servers().stream().map(each -> each.server());
            Stream<RealServer> sorry = config.sorry().stream().map(each -> each.server());
            return Stream.concat(real, sorry).map(server -> new Placed(config, server));
        }

        Method method() {
            return server.forwarding().method();
        }

        IpAddress address() {
            return server.at().address();
        }
    }

    public DirectorExam(Machine machine, List<VirtualServerConfig> configured) {
        this.machine = machine;
        this.services = configured.size();
        this.servers = configured.stream().flatMap(Placed::in).toList();
    }

    /** In the order in which a person would look. */
    public List<Finding> findings() {
        if (services == 0) {
            return List.of(Finding.ok("there is no virtual_server, nothing is needed"));
        }
        List<Finding> findings = new ArrayList<>(List.of(kernel()));
        if (has(Method.NAT, IpFamily.IPV4)) {
            findings.add(forwards("net/ipv4/ip_forward", "net.ipv4.ip_forward"));
        }
        if (has(Method.NAT, IpFamily.IPV6)) {
            findings.add(forwards("net/ipv6/conf/all/forwarding", "net.ipv6.conf.all.forwarding"));
        }
        findings.addAll(ports());
        findings.addAll(neighbours());
        findings.addAll(ReversePath.of(machine));
        return findings;
    }

    private Finding kernel() {
        return machine.has("proc/net/ip_vs")
                ? Finding.ok("the kernel has IPVS")
                : Finding.missing(
                        "the kernel has no IPVS", "modprobe ip_vs; echo ip_vs >/etc/modules-load.d/ip_vs.conf");
    }

    private boolean has(Method method, IpFamily family) {
        return servers.stream()
                .anyMatch(each -> each.method() == method && each.server().at().family() == family);
    }

    private Finding forwards(String setting, String name) {
        return machine.setting(setting) == 1
                ? Finding.ok(name + " is 1, as NAT needs")
                : Finding.missing(
                        name + " is " + machine.setting(setting)
                                + ": with NAT no answer of a real server comes through",
                        "sysctl -w " + name + "=1");
    }

    /** Only NAT rewrites the port. In a group a server listens on those of all services, and what is written is for checks. */
    private List<Finding> ports() {
        return servers.stream()
                .filter(each -> each.method() != Method.NAT)
                .filter(each -> each.of().services().all().size() == 1)
                .flatMap(each -> port(each, each.of().services().all().get(0).id()).stream())
                .toList();
    }

    private static Optional<Finding> port(Placed each, ServiceId service) {
        return service.port() == 0 || service.port() == each.server().at().port()
                ? Optional.empty()
                : Optional.of(Finding.missing(
                        each.server().at() + " of " + each.of().name() + " is reached by " + each.method()
                                + ", which keeps the port: packets go to the port of " + service,
                        "have the server listen on that port, and write it; or use NAT"));
    }

    /** Direct routing sends frames to a neighbour's hardware address. */
    private List<Finding> neighbours() {
        List<Placed> direct =
                servers.stream().filter(each -> each.method() == Method.DR).toList();
        List<Finding> strangers = direct.stream()
                .filter(each -> !isNeighbour(each.address()))
                .map(each -> Finding.missing(
                        each.server().at() + " of " + each.of().name()
                                + " is in no network of this node: DR reaches neighbours alone",
                        "connect this node to its network, or use TUN"))
                .toList();
        return direct.isEmpty() || !strangers.isEmpty()
                ? strangers
                : List.of(Finding.ok("every server that is reached by DR is in a network of this node"));
    }

    private boolean isNeighbour(IpAddress address) {
        return machine.links().stream()
                .flatMap(link -> link.addresses().stream())
                .filter(own -> own.family() == address.family())
                .anyMatch(own -> new IpPrefix(address, own.length()).network().equals(own.network()));
    }
}
