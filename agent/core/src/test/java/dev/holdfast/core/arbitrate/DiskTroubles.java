package dev.holdfast.core.arbitrate;

import static dev.holdfast.core.arbitrate.FakeDisk.MILLI;

import java.util.SplittableRandom;

/** One seed: two to four nodes, and one misfortune after the other, each with time to settle after it. */
final class DiskTroubles {
    private static final long SECOND = 1000 * MILLI;
    private static final int MISFORTUNES = 10;

    private final SplittableRandom random;
    private final DiskWorld world;
    private String history = "";

    DiskTroubles(long seed, long slowestNanos, DiskConfig config) {
        random = new SplittableRandom(77 * seed);
        int[] priorities = random.ints(2 + random.nextInt(3), 50, 250).toArray();
        world = new DiskWorld(seed, config, priorities);
        world.setSlowest(random.nextBoolean() ? 20 * MILLI : slowestNanos);
    }

    /** What two did that only one should, and when not exactly one held at the end of a misfortune; empty when all is well. */
    String run() {
        for (DiskNode node : world.nodes()) {
            world.in(random.nextLong(3 * SECOND), node::start);
        }
        world.run(20 * SECOND);
        for (int i = 0; i < MISFORTUNES; i++) {
            DiskNode node = world.node(random.nextInt(world.nodes().size()));
            misfortune(node, random.nextLong(SECOND / 10, 15 * SECOND));
            world.run(15 * SECOND);
            if (!world.overlaps().isEmpty() || world.holders().size() != 1) {
                return history + world.overlaps() + " holders " + world.holders();
            }
        }
        return "";
    }

    private void misfortune(DiskNode node, long lasts) {
        int kind = random.nextInt(7);
        history += world.now() / MILLI + " ms: " + kind + " of " + node.index() + " for " + lasts / MILLI + " ms; ";
        switch (kind) {
            case 0 -> cut(lasts);
            case 1 -> {
                world.deafen(node.index(), (node.index() + 1) % world.nodes().size());
                world.run(lasts);
                world.heal();
            }
            case 2 -> stop(node, lasts);
            case 3 -> {
                node.crash();
                world.run(lasts);
                node.start();
            }
            case 4 -> {
                node.freeze();
                world.run(lasts);
                node.thaw();
            }
            case 5 -> {
                world.partition(set());
                world.run(lasts);
                stop(node, lasts);
                world.run(lasts);
                world.heal();
            }
            default -> freezeWhenAsked(node, lasts);
        }
    }

    private void cut(long lasts) {
        world.partition(set());
        world.run(lasts);
        world.heal();
    }

    /** Long enough for a holder to have answered. */
    private void freezeWhenAsked(DiskNode node, long lasts) {
        world.partition(set());
        world.run(8 * SECOND);
        node.freeze();
        world.run(lasts);
        node.thaw();
        world.run(lasts);
        world.heal();
    }

    private void stop(DiskNode node, long lasts) {
        node.stop();
        world.run(lasts + SECOND);
        node.start();
    }

    /** Some, but not all. */
    private int set() {
        return 1 + random.nextInt((1 << world.nodes().size()) - 2);
    }
}
