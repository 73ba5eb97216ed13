package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.MILLI;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.sim.Dice.Purpose;
import java.util.function.Predicate;

/**
 * One segment. In fair weather packets of one sender arrive everywhere, in order, within 50 ms; in bad weather they are
 * lost, late, doubled and out of order; where a path is cut they are gone.
 */
final class SimNetwork {
    /** Delays are drawn from here on; half an interval at most, or a fast master's rhythm would be noise. */
    static final long MAX_LATENCY_NANOS = 50 * MILLI;

    private static final double LOSS = 0.3;
    private static final double DUPLICATES = 0.05;
    private static final double TAIL = 0.05;

    private final World world;
    private final long latencyNanos;
    private final long tailNanos;
    private final int[][] cuts;
    private final long[][] lastArrivalNanos;
    private int storms;
    private long serial;

    SimNetwork(World world, IntervalSpan span) {
        int nodes = world.topology().nodes();
        this.world = world;
        latencyNanos = Math.min(MAX_LATENCY_NANOS, span.shortestNanos() / 2);
        tailNanos = 2 * span.longestNanos();
        cuts = new int[nodes][nodes];
        lastArrivalNanos = new long[nodes][nodes];
    }

    long latencyNanos() {
        return latencyNanos;
    }

    /** Cuts the path from one node to another, or mends one cut of it. */
    void cut(int from, int to, boolean isCut) {
        cuts[from][to] += isCut ? 1 : -1;
    }

    void setBadWeather(boolean isBad) {
        storms += isBad ? 1 : -1;
    }

    boolean isFair() {
        return storms == 0;
    }

    boolean isCut(int from, int to) {
        return cuts[from][to] > 0;
    }

    /** Sends a packet to every other node that it is meant for. */
    void send(SimNode sender, ReceivedDatagram packet, long advert) {
        serial++;
        if (sender.kernel().isConnected()) {
            for (SimNode node : world.nodes()) {
                if (node != sender && isFor(packet.destination()).test(node) && !isCut(sender.index(), node.index())) {
                    forward(sender, node, new Inbound(packet, false, sender.index(), world.nowNanos(), advert));
                }
            }
        }
    }

    /** A stranger's packet arrives at one node, now. */
    void inject(SimNode node, ReceivedDatagram packet) {
        if (node.kernel().isConnected()) {
            node.arrive(new Inbound(packet, true, -1, world.nowNanos(), 0));
        }
    }

    private Predicate<SimNode> isFor(IpAddress destination) {
        return node -> destination.isMulticast() || node.source().equals(destination);
    }

    private void forward(SimNode sender, SimNode node, Inbound inbound) {
        long path = serial * world.nodes().size() + node.index();
        if (world.isIdeal()) {
            world.time().at(world.nowNanos(), () -> deliver(node, inbound));
            return;
        }
        Dice dice = world.dice();
        long latency = 1 + dice.below(latencyNanos, Purpose.LATENCY, path, 0);
        if (storms == 0) {
            long arrival = Math.max(world.nowNanos() + latency, lastArrivalNanos[sender.index()][node.index()]);
            lastArrivalNanos[sender.index()][node.index()] = arrival;
            world.time().at(arrival, () -> deliver(node, inbound));
            return;
        }
        if (dice.chance(LOSS, Purpose.LOSS, path, 0)) {
            return;
        }
        long late = dice.chance(TAIL, Purpose.TAIL_CHANCE, path, 0) ? dice.below(tailNanos, Purpose.TAIL, path, 0) : 0;
        world.time().at(world.nowNanos() + latency + late, () -> deliver(node, inbound));
        if (dice.chance(DUPLICATES, Purpose.DUPLICATE, path, 0)) {
            long again = latency + dice.below(tailNanos, Purpose.TAIL, path, 1);
            world.time().at(world.nowNanos() + again, () -> deliver(node, inbound));
        }
    }

    private void deliver(SimNode node, Inbound inbound) {
        if (node.kernel().isConnected()) {
            node.arrive(inbound);
        }
    }
}
