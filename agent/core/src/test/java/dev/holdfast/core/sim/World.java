package dev.holdfast.core.sim;

import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import java.util.List;

/** What all parts of one simulation share. */
interface World {
    VirtualTime time();

    Dice dice();

    Topology topology();

    /** The virtual routers, as in the topology. */
    List<RouterKey> keys();

    /** Which of {@link #keys} this is. */
    int routerOf(RouterKey key);

    /** All addresses that a virtual router may ever have. */
    List<VirtualAddress> addresses(int router);

    SimNetwork network();

    /** Carries nothing unless the topology has it. */
    SimCable cable();

    SimNeighbours neighbours();

    /** The nodes, by index. */
    List<SimNode> nodes();

    Observer observers();

    /** Whether calls, wake-ups and packets take no time at all, so that a story's times can be worked out by hand. */
    boolean isIdeal();

    default long nowNanos() {
        return time().nowNanos();
    }
}
