package dev.holdfast.core.sim;

import dev.holdfast.core.net.AddressClaim;
import dev.holdfast.core.net.ClaimKind;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.sim.Dice.Purpose;
import java.util.List;

/**
 * ARP and neighbour discovery on the segment. Kernels answer, whether an agent runs on them or not; and what a firewall or a
 * switch does to adverts it need not do to them, so they have cuts of their own.
 */
final class SimNeighbours {
    private static final double LOSS = 0.3;

    private final World world;
    private final int[][] cuts;

    SimNeighbours(World world) {
        int nodes = world.topology().nodes();
        this.world = world;
        cuts = new int[nodes][nodes];
    }

    /** Cuts the path from one node to another, or mends one cut of it. */
    void cut(int from, int to, boolean isCut) {
        cuts[from][to] += isCut ? 1 : -1;
    }

    /** Whether what one node says reaches the other, for certain and in time. */
    boolean reaches(SimNode from, SimNode to) {
        return world.network().isFair() && isLinked(from, to);
    }

    /** Somebody asks who has an address. To ask for IPv4 from nowhere is a probe, and from an address claims that. */
    void ask(SimNode asker, IpAddress address, IpAddress source) {
        for (SimNode node : world.nodes()) {
            if (node != asker && isLinked(asker, node) && !isLost(asker, node, address)) {
                long there = world.nowNanos() + latencyNanos(asker, node, address);
                if (address.family() == IpFamily.IPV4) {
                    boolean isProbe = source.isUnspecified();
                    tell(
                            node,
                            there,
                            asker,
                            isProbe ? ClaimKind.PROBE : ClaimKind.ARP_REQUEST,
                            isProbe ? address : source);
                }
                answer(node, asker, address, there);
            }
        }
    }

    /** Somebody tells everybody that it has these addresses. */
    void announce(SimNode sender, List<VirtualAddress> addresses) {
        for (SimNode node : world.nodes()) {
            for (VirtualAddress each : addresses) {
                IpAddress address = each.address();
                if (node != sender && isLinked(sender, node) && !isLost(sender, node, address)) {
                    long there = world.nowNanos() + latencyNanos(sender, node, address);
                    tell(node, there, sender, kind(address, ClaimKind.ARP_ANNOUNCE), address);
                }
            }
        }
    }

    private void answer(SimNode node, SimNode asker, IpAddress address, long askedNanos) {
        boolean has = node.kernel().holds(address)
                || (node.kernel().hasSource() && node.source().equals(address));
        if (has && isLinked(node, asker) && !isLost(node, asker, address)) {
            long there = askedNanos + latencyNanos(node, asker, address);
            tell(asker, there, node, kind(address, ClaimKind.ARP_REPLY), address);
        }
    }

    private static ClaimKind kind(IpAddress address, ClaimKind ofIpv4) {
        return address.family() == IpFamily.IPV4 ? ofIpv4 : ClaimKind.NEIGHBOUR_ADVERTISEMENT;
    }

    private static void tell(SimNode node, long atNanos, SimNode sender, ClaimKind kind, IpAddress address) {
        node.process().claims().hear(atNanos, new AddressClaim(kind, address, mac(sender)));
    }

    private static MacAddress mac(SimNode node) {
        return new MacAddress(0x0200_0000_0000L + node.index());
    }

    private boolean isLinked(SimNode from, SimNode to) {
        return from.kernel().isConnected() && to.kernel().isConnected() && cuts[from.index()][to.index()] == 0;
    }

    private boolean isLost(SimNode from, SimNode to, IpAddress address) {
        return !world.network().isFair()
                && world.dice().chance(LOSS, Purpose.NEIGHBOUR, path(from, to, address), world.nowNanos());
    }

    private long latencyNanos(SimNode from, SimNode to, IpAddress address) {
        long most = world.network().latencyNanos();
        return world.isIdeal()
                ? 0
                : 1 + world.dice().below(most, Purpose.NEIGHBOUR_LATENCY, path(from, to, address), world.nowNanos());
    }

    /** The throws depend on the question alone: others that are asked as well change nothing. */
    private static long path(SimNode from, SimNode to, IpAddress address) {
        return 31L * (31L * address.hashCode() + from.index()) + to.index();
    }
}
