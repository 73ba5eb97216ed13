package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.MILLI;
import static dev.holdfast.core.sim.VirtualTime.SECOND;

import dev.holdfast.core.arbitrate.ArbitrationConfig;
import dev.holdfast.core.arbitrate.ReferenceConfig;
import dev.holdfast.core.arbitrate.WitnessConfig;
import dev.holdfast.core.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Two or three nodes, their network, a witness and a reference address, and who may reach whom. Watches all the time how
 * many hold the address.
 */
final class ArbitrationWorld {
    static final IpAddress REFERENCE = IpAddress.parse("192.0.2.254");
    static final WitnessConfig WITNESS = new WitnessConfig(10, 3, false);

    /** The issue allows so much beside the master-down interval; here it is all that is allowed. */
    private static final long REFERENCE_BOUND_NANOS = 2 * SECOND;

    final VirtualTime time = new VirtualTime();
    final SplittableRandom random;
    final WitnessStore store = new WitnessStore(time);
    final boolean hasWitness;
    private final List<ArbitrationNode> nodes = new ArrayList<>();
    private final int[] side;
    private final boolean[][] deaf;
    private final boolean[] cutOff;
    private boolean slow;
    private boolean witnessDown;
    private long bothSinceNanos = -1;

    ArbitrationWorld(long seed) {
        random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L);
        hasWitness = random.nextInt(4) > 0;
        slow = random.nextBoolean();
        boolean hasReference = !hasWitness || random.nextInt(4) == 0;
        int count = 2 + random.nextInt(2);
        side = new int[count];
        deaf = new boolean[count][count];
        cutOff = new boolean[count];
        ArbitrationConfig config = new ArbitrationConfig(
                hasReference ? Optional.of(new ReferenceConfig(List.of(REFERENCE), false, false)) : Optional.empty(),
                hasWitness ? Optional.of(WITNESS) : Optional.empty());
        long interval = random.nextBoolean() ? SECOND : SECOND / 4;
        for (int index = 0; index < count; index++) {
            nodes.add(new ArbitrationNode(this, index, 200 - 30 * index, interval, config));
        }
    }

    List<ArbitrationNode> nodes() {
        return nodes;
    }

    void divide(int node, int newSide) {
        side[node] = newSide;
    }

    void deafen(int node, int to, boolean now) {
        deaf[node][to] = now;
    }

    void cutOffFromWitness(int node, boolean now) {
        cutOff[node] = now;
    }

    void witnessDown(boolean now) {
        witnessDown = now;
    }

    void heal() {
        slow = false;
        witnessDown = false;
        for (int i = 0; i < side.length; i++) {
            side[i] = 0;
            cutOff[i] = false;
            for (int j = 0; j < side.length; j++) {
                deaf[i][j] = false;
            }
        }
    }

    boolean hears(int node, int from) {
        return side[node] == side[from] && !deaf[node][from];
    }

    /** Witness and reference are on side 0. */
    boolean reachesWitness(int node) {
        return side[node] == 0 && !cutOff[node] && !witnessDown;
    }

    boolean reachesReference(int node) {
        return side[node] == 0;
    }

    /** Who holds the address has changed. */
    void held() {
        long holders = nodes.stream().filter(ArbitrationNode::holds).count();
        if (holders < 2) {
            bothSinceNanos = -1;
        } else if (hasWitness) {
            throw new Violation("A1", "two hold the address though there is a witness");
        } else if (bothSinceNanos < 0) {
            bothSinceNanos = time.nowNanos();
        }
    }

    /** After every event. */
    void check() {
        if (bothSinceNanos >= 0 && time.nowNanos() - bothSinceNanos > REFERENCE_BOUND_NANOS) {
            throw new Violation("A2", "two hold the address for longer than a lost reference explains");
        }
    }

    /** All was well for a while. */
    void checkAtRest() {
        List<Integer> holders = nodes.stream()
                .filter(ArbitrationNode::holds)
                .map(ArbitrationNode::index)
                .toList();
        if (!holders.equals(List.of(0))) {
            throw new Violation("A3", "the best node should hold the address alone, but these do: " + holders);
        }
    }

    /** A time on the way, seldom a long one. */
    long delayNanos() {
        return random.nextInt(slow ? 2 : 20) == 0 ? random.nextLong(1500 * MILLI) : random.nextLong(20 * MILLI);
    }
}
