package dev.holdfast.agent.doctor;

import dev.holdfast.agent.doctor.Machine.Link;
import dev.holdfast.core.net.IpPrefix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A machine made of files in a folder. It begins as a plain host: lo, eth0 in 192.0.2.0/24, a default route each. */
final class FakeMachine {
    static final String LOOPBACK = "0x9";
    static final String ETHERNET = "0x1003";
    static final String DUMMY = "0xc3";

    private static final String ANY = "00000000000000000000000000000000 00";

    private final Path root;
    private final List<Link> links = new ArrayList<>();

    FakeMachine(Path root) {
        this.root = root;
        for (String setting : List.of("rp_filter", "arp_ignore", "arp_announce")) {
            ipv4("all", setting, 0);
        }
        link("lo", LOOPBACK, "127.0.0.1/8", "::1/128");
        link("eth0", ETHERNET, "192.0.2.11/24", "2001:db8::11/64");
        write("proc/sys/net/ipv4/ip_forward", "0");
        write("proc/sys/net/ipv6/conf/all/forwarding", "0");
        write("proc/net/route", """
                Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
                eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
                eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
                """);
        write("proc/net/ipv6_route", route6("20010db8000000000000000000000000 40", "eth0") + route6(ANY, "eth0"));
    }

    private static String route6(String destination, String dev) {
        return destination + " 00000000000000000000000000000000 00 00000000000000000000000000000000"
                + " 00000400 00000001 00000000 00000003     " + dev + "\n";
    }

    /** There are networks, and no way to any other; that on lo is how the kernel says that there is none. */
    FakeMachine withoutDefaultRoutes() {
        write("proc/net/route", """
                Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
                eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
                """);
        write("proc/net/ipv6_route", route6(ANY, "lo"));
        return this;
    }

    /** An interface more, or in the place of one of that name. */
    FakeMachine link(String name, String flags, String... addresses) {
        links.removeIf(link -> link.name().equals(name));
        links.add(new Link(name, Arrays.stream(addresses).map(IpPrefix::parse).toList()));
        write("sys/class/net/" + name + "/flags", flags);
        return this;
    }

    FakeMachine ipv4(String dev, String setting, int value) {
        return write("proc/sys/net/ipv4/conf/" + dev + "/" + setting, String.valueOf(value));
    }

    FakeMachine write(String file, String text) {
        try {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text.endsWith("\n") ? text : text + "\n");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Machine machine() {
        return new Machine(root, links);
    }
}
