package dev.holdfast.core.sim;

import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The nodes of one simulation and what lies between them. */
final class Segment implements World {
    private final VirtualTime time = new VirtualTime();
    private final Observers observers = new Observers();
    private final List<SimNode> nodes = new ArrayList<>();
    private final Dice dice;
    private final Topology topology;
    private final List<RouterKey> keys;
    private final List<List<VirtualAddress>> addresses;
    private final SimNetwork network;
    private final SimCable cable;
    private final SimNeighbours neighbours;
    private final boolean ideal;

    /**
     * @param settings by node and router, what the first configuration says
     * @param ideal whether packets, calls and wake-ups take no time
     */
    Segment(long seed, Topology topology, List<List<Setting>> settings, IntervalSpan span, boolean ideal) {
        this.topology = topology;
        this.ideal = ideal;
        dice = new Dice(seed);
        keys = topology.keys();
        addresses = IntStream.range(0, keys.size())
                .mapToObj(router -> topology.addresses(router, Topology.MAX_ADDRESSES))
                .toList();
        network = new SimNetwork(this, span);
        cable = new SimCable(this);
        neighbours = new SimNeighbours(this);
        for (int index = 0; index < topology.nodes(); index++) {
            nodes.add(new SimNode(this, index, settings.get(index)));
        }
    }

    void observe(Observer observer) {
        observers.add(observer);
    }

    void run(long untilNanos) {
        time.run(untilNanos, observers::onInstant);
    }

    @Override
    public VirtualTime time() {
        return time;
    }

    @Override
    public Dice dice() {
        return dice;
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public List<RouterKey> keys() {
        return keys;
    }

    @Override
    public int routerOf(RouterKey key) {
        return keys.size() == 1 || key.vrid().equals(keys.get(0).vrid()) ? 0 : 1;
    }

    @Override
    public List<VirtualAddress> addresses(int router) {
        return addresses.get(router);
    }

    @Override
    public SimNetwork network() {
        return network;
    }

    @Override
    public SimCable cable() {
        return cable;
    }

    @Override
    public SimNeighbours neighbours() {
        return neighbours;
    }

    @Override
    public List<SimNode> nodes() {
        return nodes;
    }

    @Override
    public Observer observers() {
        return observers;
    }

    @Override
    public boolean isIdeal() {
        return ideal;
    }
}
