package dev.holdfast.core.sim;

import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.sim.Dice.Purpose;

/**
 * The second way between the nodes: a heartbeat link of each to each. Packets arrive in order and as soon as on the
 * segment, or not at all where it is cut. It knows no weather: what is out of order on one link has no copies to tell.
 */
final class SimCable {
    private final World world;
    private final int[][] cuts;
    private final long[][] lastArrivalNanos;
    private long serial;

    SimCable(World world) {
        int nodes = world.topology().nodes();
        this.world = world;
        cuts = new int[nodes][nodes];
        lastArrivalNanos = new long[nodes][nodes];
    }

    /** Cuts the way from one node to another, or mends one cut of it. */
    void cut(int from, int to, boolean isCut) {
        cuts[from][to] += isCut ? 1 : -1;
    }

    void send(SimNode sender, ReceivedDatagram packet, long advert) {
        serial++;
        for (SimNode node : world.nodes()) {
            boolean isMeant =
                    packet.destination().isMulticast() || node.source().equals(packet.destination());
            if (node != sender && isMeant && cuts[sender.index()][node.index()] == 0) {
                forward(node, new Inbound(packet, false, sender.index(), world.nowNanos(), advert));
            }
        }
    }

    private void forward(SimNode node, Inbound inbound) {
        long path = serial * world.nodes().size() + node.index();
        long latency = 1 + world.dice().below(world.network().latencyNanos(), Purpose.CABLE, path, 0);
        long[] last = lastArrivalNanos[inbound.sender()];
        last[node.index()] = Math.max(world.nowNanos() + latency, last[node.index()]);
        world.time().at(last[node.index()], () -> deliver(node, inbound));
    }

    /** Unicast packets are not known as its own by a node that has lost its address. */
    private static void deliver(SimNode node, Inbound inbound) {
        if (inbound.datagram().destination().isMulticast() || node.kernel().hasSource()) {
            node.arrive(inbound);
        }
    }
}
