package dev.holdfast.core.arbitrate;

import static dev.holdfast.core.arbitrate.FakeDisk.MILLI;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Some nodes, a network that falls apart, and a disk that all share, in virtual time. */
final class DiskWorld {
    private final DiskConfig config;
    private final SplittableRandom random;
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparing(Due::atNanos).thenComparing(Due::number));
    private final List<DiskNode> nodes = new ArrayList<>();
    private final FakeDisk disk;
    private final boolean[][] deaf;
    private final List<String> overlaps = new ArrayList<>();
    private long now;
    private long numbers;
    private long slowestNanos = 20 * MILLI;
    private long heldByTwoNanos;
    private long heldByNoneNanos;

    DiskWorld(long seed, DiskConfig config, int... priorities) {
        this.config = config;
        random = new SplittableRandom(seed);
        disk = new FakeDisk(this, priorities.length);
        deaf = new boolean[priorities.length][priorities.length];
        for (int i = 0; i < priorities.length; i++) {
            nodes.add(new DiskNode(this, i, priorities[i]));
        }
    }

    private record Due(long atNanos, long number, Runnable what) {}

    DiskConfig config() {
        return config;
    }

    SplittableRandom random() {
        return random;
    }

    long now() {
        return now;
    }

    FakeDisk disk() {
        return disk;
    }

    DiskNode node(int index) {
        return nodes.get(index);
    }

    List<DiskNode> nodes() {
        return nodes;
    }

    void in(long nanos, Runnable what) {
        queue.add(new Due(now + nanos, numbers++, what));
    }

    /** How long a request to the disk may take. */
    void setSlowest(long nanos) {
        slowestNanos = nanos;
    }

    long diskNanos() {
        return MILLI / 10 + random.nextLong(slowestNanos);
    }

    /** By how much a loop wakes up late. */
    long lateNanos() {
        return random.nextLong(5 * MILLI);
    }

    /** By how much the kernel ends an address late. */
    long lagNanos() {
        return random.nextLong(200 * MILLI);
    }

    void advertise(DiskNode from, int priority) {
        for (DiskNode to : nodes) {
            if (to != from && !deaf[to.index()][from.index()]) {
                in(1 + random.nextLong(MILLI), () -> to.hear(from.index(), priority));
            }
        }
    }

    /** One node no longer hears another one. */
    void deafen(int to, int from) {
        deaf[to][from] = true;
    }

    /** Those in the set hear each other, and the others each other. */
    void partition(int set) {
        for (int to = 0; to < nodes.size(); to++) {
            for (int from = 0; from < nodes.size(); from++) {
                deaf[to][from] = ((set >> to) & 1) != ((set >> from) & 1);
            }
        }
    }

    void heal() {
        partition(0);
    }

    void taken(DiskNode by) {
        nodes.stream()
                .filter(other -> other != by && other.hasAddress())
                .forEach(other -> overlaps.add("at "
                        + now / MILLI + " ms lb0" + (by.index() + 1) + " took what lb0" + (other.index() + 1)
                        + (other.isAwake() ? " held" : " had left")));
    }

    void run(long nanos) {
        long end = now + nanos;
        while (!queue.isEmpty() && queue.element().atNanos <= end) {
            Due due = queue.remove();
            pass(due.atNanos);
            due.what.run();
        }
        pass(end);
    }

    private void pass(long to) {
        long holders = nodes.stream().filter(DiskNode::hasAddress).count();
        heldByTwoNanos += holders > 1 ? to - now : 0;
        heldByNoneNanos += holders == 0 ? to - now : 0;
        now = to;
    }

    /** What was taken while another one had it, in words. */
    List<String> overlaps() {
        return overlaps;
    }

    /** For how long two had the address since the last time this was asked, to the next happening. */
    long takeHeldByTwoNanos() {
        long nanos = heldByTwoNanos;
        heldByTwoNanos = 0;
        return nanos;
    }

    /** For how long nobody had the address since the last time this was asked, to the next happening. */
    long takeHeldByNoneNanos() {
        long nanos = heldByNoneNanos;
        heldByNoneNanos = 0;
        return nanos;
    }

    List<Integer> holders() {
        return IntStream.range(0, nodes.size())
                .filter(node -> nodes.get(node).hasAddress())
                .boxed()
                .toList();
    }
}
