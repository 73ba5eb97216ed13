package dev.holdfast.agent.doctor;

import dev.holdfast.agent.doctor.Machine.Link;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;

/**
 * What a real server needs for direct routing: it takes packets for the virtual address, and answers from it, but leaves it
 * to the director to say whose it is.
 */
public final class RealServerExam {
    /** Answer ARP for addresses of the interface alone that was asked. */
    private static final int OF_THIS_INTERFACE = 1;

    /** The same, and of the asker's network. */
    private static final int AND_OF_THE_NETWORK = 2;

    /** Ask with the interface's own address, whatever the packet's is. */
    private static final int BEST_LOCAL_ADDRESS = 2;

    private final Machine machine;
    private final IpAddress virtual;

    public RealServerExam(Machine machine, IpAddress virtual) {
        this.machine = machine;
        this.virtual = virtual;
    }

    /** In the order in which a person would look. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(places());
        if (virtual.family() == IpFamily.IPV4) {
            // For IPv6 the kernel answers on each interface for that interface's addresses alone.
            machine.neighbourLinks().stream()
                    .filter(link -> link.has(IpFamily.IPV4))
                    .forEach(link -> findings.addAll(List.of(ignores(link), announces(link))));
        }
        findings.add(route());
        if (virtual.family() == IpFamily.IPV4) {
            findings.addAll(ReversePath.of(machine));
        }
        return findings;
    }

    private List<Finding> places() {
        List<Finding> places = new ArrayList<>();
        for (Link link : machine.links()) {
            link.carried(virtual).ifPresent(address -> places.add(place(link, address)));
        }
        return places.isEmpty()
                ? List.of(Finding.missing(virtual + " is on no interface: packets for it are thrown away", add()))
                : places;
    }

    private Finding place(Link link, IpPrefix address) {
        String there = address + " is on " + link.name();
        String move = "ip address del " + address + " dev " + link.name() + "; " + add();
        if (machine.neighbourLinks().contains(link)) {
            return Finding.missing(
                    there + ": this node says that the address is its own, and takes clients away", move);
        }
        return address.length() == virtual.family().bits()
                ? Finding.ok(there)
                : Finding.missing(there + ": it takes the whole network for its own", move);
    }

    private String add() {
        return "ip address add " + IpPrefix.host(virtual) + " dev lo";
    }

    private Finding ignores(Link link) {
        int ignore = machine.ipv4Setting(link, "arp_ignore");
        String is = "arp_ignore is " + ignore + " on " + link.name();
        return ignore == OF_THIS_INTERFACE || ignore == AND_OF_THE_NETWORK
                ? Finding.ok(is)
                : Finding.missing(
                        is + ": this node answers who asks for " + virtual, "sysctl -w net.ipv4.conf.all.arp_ignore=1");
    }

    private Finding announces(Link link) {
        int announce = machine.ipv4Setting(link, "arp_announce");
        String is = "arp_announce is " + announce + " on " + link.name();
        return announce == BEST_LOCAL_ADDRESS
                ? Finding.ok(is)
                : Finding.missing(
                        is + ": this node asks for its neighbours in the name of " + virtual + ", and they learn it",
                        "sysctl -w net.ipv4.conf.all.arp_announce=2");
    }

    private Finding route() {
        return machine.hasDefaultRoute(virtual.family())
                ? Finding.ok("there is a default route for the answers")
                : Finding.advice(
                        "there is no default route: clients of other networks get no answer",
                        "ip -" + virtual.family().version() + " route add default via GATEWAY, not the director");
    }
}
