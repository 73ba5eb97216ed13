package dev.holdfast.agent.doctor;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import java.io.IOException;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be seen of a machine: its interfaces, and what the kernel says in files. */
public final class Machine {
    /** From linux/if.h. */
    private static final int LOOPBACK = 0x8;

    private static final int NOARP = 0x80;

    private final Path root;
    private final List<Link> links;

    /** @param root below which {@code proc} and {@code sys} are */
    Machine(Path root, List<Link> links) {
        this.root = root;
        this.links = List.copyOf(links);
    }

    /** An interface and its addresses, each with the length of its network. */
    record Link(String name, List<IpPrefix> addresses) {
        Link {
            addresses = List.copyOf(addresses);
        }

        Optional<IpPrefix> carried(IpAddress address) {
            return addresses.stream()
                    .filter(each -> each.address().equals(address))
                    .findFirst();
        }

        boolean has(IpFamily family) {
            return addresses.stream().anyMatch(each -> each.family() == family);
        }
    }

    /**
     * The one that this process runs on.
     *
     * @throws SocketException when its interfaces cannot be listed
     */
    public static Machine here() throws SocketException {
        List<Link> links = NetworkInterface.networkInterfaces()
                .map(each -> new Link(
                        each.getName(),
                        each.getInterfaceAddresses().stream()
                                .map(Machine::prefix)
                                .toList()))
                .toList();
        return new Machine(Path.of("/"), links);
    }

    private static IpPrefix prefix(InterfaceAddress address) {
        return new IpPrefix(IpAddress.of(address.getAddress().getAddress()), address.getNetworkPrefixLength());
    }

    List<Link> links() {
        return links;
    }

    /** Those by which other machines are reached, and on which addresses of this one are asked for. */
    List<Link> neighbourLinks() {
        return links.stream().filter(this::resolvesNeighbours).toList();
    }

    private boolean resolvesNeighbours(Link link) {
        String flags = read("sys/class/net/" + link.name() + "/flags").orElse("0x0");
        return (Integer.decode(flags) & (LOOPBACK | NOARP)) == 0;
    }

    /** Whether the kernel shows this file, such as {@code proc/net/ip_vs}. */
    boolean has(String file) {
        return Files.exists(root.resolve(file));
    }

    /** A setting such as {@code net/ipv4/ip_forward}; -1 when the kernel has none of that name. */
    int setting(String name) {
        return read("proc/sys/" + name)
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::parseInt)
                .orElse(-1);
    }

    /** A setting of an interface as it is in force: the kernel takes the larger one of that and of {@code all}. */
    int ipv4Setting(Link link, String name) {
        return Math.max(setting("net/ipv4/conf/all/" + name), setting("net/ipv4/conf/" + link.name() + "/" + name));
    }

    /** Whether packets to anywhere have a way. */
    boolean hasDefaultRoute(IpFamily family) {
        return family == IpFamily.IPV4
                ? lines("proc/net/route").anyMatch(line -> line.matches("\\S+\\s+0{8}\\s+(\\S+\\s+){5}0{8}\\s.*"))
                : lines("proc/net/ipv6_route").anyMatch(line -> line.matches("0{32} 00 .*(?<!\\slo)"));
    }

    private Stream<String> lines(String file) {
        return read(file).stream().flatMap(String::lines).map(String::strip);
    }

    private Optional<String> read(String file) {
        try {
            return Optional.of(Files.readString(root.resolve(file)).strip());
        } catch (IOException absent) {
            return Optional.empty(); // The same for whoever asks: the kernel has no such thing.
        }
    }
}
