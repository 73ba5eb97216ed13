package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.MILLI;
import static dev.holdfast.core.sim.VirtualTime.SECOND;

import dev.holdfast.core.arbitrate.ArbitrationConfig;
import dev.holdfast.core.arbitrate.ReferenceConfig;
import dev.holdfast.core.arbitrate.WitnessConfig;
import dev.holdfast.core.net.AddressClaim;
import dev.holdfast.core.net.ClaimKind;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.MacAddress;
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

    /** By how much the clock of a node may run faster or slower than the witness's. */
    static final double MOST_DRIFT = 0.02;

    private static final List<Long> INTERVALS = List.of(SECOND / 4, SECOND, SECOND, 3 * SECOND);

    /** The issue allows so much beside the master-down interval; here it is all that is allowed. */
    private static final long REFERENCE_BOUND_NANOS = 2 * SECOND;

    final VirtualTime time = new VirtualTime();
    final SplittableRandom random;
    final WitnessStore store = new WitnessStore(time);
    final boolean hasWitness;
    final ArbitrationOverlap overlap;
    private final boolean keeps;
    private final List<ArbitrationNode> nodes = new ArrayList<>();
    private final int[] side;
    private final boolean[][] deaf;
    private final boolean[] cutOff;
    private final boolean[] late;
    private boolean slow;
    private int strikes;
    private boolean witnessDown;
    private long bothSinceNanos = -1;

    ArbitrationWorld(long seed) {
        random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L);
        hasWitness = random.nextInt(4) > 0;
        keeps = random.nextInt(5) == 0;
        slow = random.nextBoolean();
        boolean hasReference = !hasWitness || random.nextInt(4) == 0;
        int count = 2 + random.nextInt(2);
        side = new int[count];
        deaf = new boolean[count][count];
        cutOff = new boolean[count];
        late = new boolean[count];
        ArbitrationConfig config = new ArbitrationConfig(
                hasReference ? Optional.of(new ReferenceConfig(List.of(REFERENCE), false, keeps)) : Optional.empty(),
                hasWitness
                        ? Optional.of(new WitnessConfig(WITNESS.ttlSeconds(), WITNESS.kernelLeaseSeconds(), keeps))
                        : Optional.empty());
        long interval = INTERVALS.get(random.nextInt(INTERVALS.size()));
        overlap = new ArbitrationOverlap(this, count, interval);
        for (int index = 0; index < count; index++) {
            nodes.add(new ArbitrationNode(this, index, 200 - 30 * index, interval, config));
        }
    }

    List<ArbitrationNode> nodes() {
        return nodes;
    }

    List<ArbitrationNode> holders() {
        return nodes.stream().filter(ArbitrationNode::holds).toList();
    }

    /** Whether two never hold the address, by the promise of the mechanism. */
    boolean isExclusive() {
        return hasWitness && !keeps;
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
            late[i] = false;
            for (int j = 0; j < side.length; j++) {
                deaf[i][j] = false;
            }
        }
    }

    boolean hears(int node, int from) {
        return isLinked(node, from) && !deaf[node][from];
    }

    /** Where adverts do not pass, ARP still may. */
    boolean isLinked(int node, int other) {
        return side[node] == side[other];
    }

    /** Whoever's kernel has the address answers, whether an agent runs there or not. */
    void askForAddress(ArbitrationNode asker, IpAddress address) {
        for (ArbitrationNode node : nodes) {
            if (node != asker && isLinked(node.index(), asker.index())) {
                node.claims().hear(time.nowNanos() + MILLI, claim(ClaimKind.PROBE, address, asker));
                if (node.holds()) {
                    asker.claims().hear(time.nowNanos() + 2 * MILLI, claim(ClaimKind.ARP_REPLY, address, node));
                }
            }
        }
    }

    private static AddressClaim claim(ClaimKind kind, IpAddress address, ArbitrationNode node) {
        return new AddressClaim(kind, address, new MacAddress(0x0200_0000_0000L + node.index()));
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
        if (isExclusive() && holders().size() > 1) {
            throw new Violation("A1", "two hold the address though there is a witness");
        }
    }

    /** After every event. */
    void check() {
        overlap.check();
        List<ArbitrationNode> holders = holders();
        boolean oneLostIt = holders.stream().anyMatch(holder -> !reachesReference(holder.index()));
        if (keeps || hasWitness || holders.size() < 2 || !oneLostIt) {
            bothSinceNanos = -1;
        } else if (bothSinceNanos < 0) {
            bothSinceNanos = time.nowNanos();
        }
        if (bothSinceNanos >= 0 && time.nowNanos() - bothSinceNanos > REFERENCE_BOUND_NANOS) {
            throw new Violation("A2", "two hold the address for longer than a lost reference explains");
        }
    }

    /** All was well for a while. */
    void checkAtRest() {
        List<Integer> holders = holders().stream().map(ArbitrationNode::index).toList();
        overlap.checkAtRest();
        if (!holders.equals(List.of(0))) {
            throw new Violation("A3", "the best node should hold the address alone, but these do: " + holders);
        }
    }

    /** What the witness answers this node takes its time, up to what an adapter waits. */
    void answerLate(int node, boolean now) {
        late[node] = now;
    }

    long answerDelayNanos(int node) {
        return late[node] ? random.nextLong(1500 * MILLI) : delayNanos();
    }

    /** While a holder is struck, those who want what it has are quick. */
    void strike(boolean begins) {
        strikes += begins ? 1 : -1;
    }

    /** A time on the way, seldom a long one. */
    long delayNanos() {
        boolean isPrompt = strikes > 0;
        return isPrompt ? random.nextLong(20 * MILLI) : anyDelayNanos();
    }

    private long anyDelayNanos() {
        return random.nextInt(slow ? 2 : 20) == 0 ? random.nextLong(1500 * MILLI) : random.nextLong(20 * MILLI);
    }
}
