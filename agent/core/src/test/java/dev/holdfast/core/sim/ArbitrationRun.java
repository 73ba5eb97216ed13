package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.MILLI;
import static dev.holdfast.core.sim.VirtualTime.SECOND;

import java.util.Optional;

/**
 * One seed of a world with arbitration: a few minutes in which networks are cut, the witness is lost, agents are frozen,
 * killed and stopped; then rest.
 *
 * <p>A1: with a witness two never hold the address, not for a nanosecond. A2: with a reference on one side of a cut, for two
 * seconds at most. A3: when all is well again the best node holds it. A4: what two hold is told, and nothing else is; some
 * worlds keep the address without an arbiter, so that two may hold it, and only this and A3 are asked of them.
 */
public final class ArbitrationRun {
    private static final long TROUBLE_NANOS = 180 * SECOND;
    private static final long REST_NANOS = 60 * SECOND;

    private final long seed;
    private final ArbitrationWorld world;

    private ArbitrationRun(long seed) {
        this.seed = seed;
        this.world = new ArbitrationWorld(seed);
    }

    /** What a seed breaks; empty for nothing. */
    static Optional<String> failure(long seed) {
        try {
            new ArbitrationRun(seed).run();
            return Optional.empty();
        } catch (Violation violation) {
            return Optional.of(violation.invariant() + " at seed " + seed + ": " + violation.getMessage());
        }
    }

    /**
     * Runs seeds until one fails: {@code likely} first, then from 1 on.
     *
     * @return the first seed that failed and the invariant it broke; empty when none did
     */
    public static String firstFailure(long likely, long seeds) {
        for (long seed = 0; seed <= seeds; seed++) {
            Optional<String> failure = failure(seed == 0 ? likely : seed);
            if (failure.isPresent()) {
                return failure.get();
            }
        }
        return "";
    }

    private void run() {
        world.nodes().forEach(node -> at(world.random.nextLong(5 * SECOND), node::start));
        long trouble = 10 * SECOND;
        while (trouble < TROUBLE_NANOS) {
            long lasts = SECOND + world.random.nextLong(20 * SECOND);
            if (world.hasWitness) {
                anything(trouble, lasts);
            } else {
                anywhere(trouble, lasts);
            }
            trouble += lasts / 2 + world.random.nextLong(20 * SECOND);
        }
        at(TROUBLE_NANOS + 20 * SECOND, this::repair);
        world.time.run(TROUBLE_NANOS + 20 * SECOND + REST_NANOS, world::check);
        world.checkAtRest();
    }

    private void repair() {
        world.heal();
        world.nodes().forEach(node -> {
            if (!node.isAlive()) {
                node.start();
            } else {
                node.resume();
            }
        });
    }

    private void anything(long from, long lasts) {
        int node = world.random.nextInt(world.nodes().size());
        int other = world.random.nextInt(world.nodes().size());
        switch (world.random.nextInt(12)) {
            case 0, 1 -> cut(from, lasts);
            case 2 -> during(from, lasts, now -> world.deafen(node, other, now));
            case 3 -> during(from, lasts, now -> world.cutOffFromWitness(node, now));
            case 4 -> during(from, lasts, world::witnessDown);
            case 5 -> during(from, lasts, now -> freeze(world.nodes().get(node), now));
            case 6 -> {
                at(from, world.nodes().get(node)::kill);
                at(from + lasts, () -> restart(world.nodes().get(node)));
            }
            case 7, 8 -> {
                // The worst moment to be frozen: just before the lease would have been over.
                at(from, () -> world.cutOffFromWitness(node, true));
                long last = from + 3 * SECOND + world.random.nextLong(3500 * MILLI);
                during(last, 15 * SECOND, now -> freeze(world.nodes().get(node), now));
                at(last + 15 * SECOND, () -> world.cutOffFromWitness(node, false));
            }
            case 9, 10 -> new ArbitrationStrike(world).begin(from);
            default -> {
                at(from, () -> stop(world.nodes().get(node)));
                at(from + lasts, () -> restart(world.nodes().get(node)));
            }
        }
    }

    /** Where a kernel may keep the address of a dead agent for as long as it likes, only the network fails. */
    private void anywhere(long from, long lasts) {
        int node = world.random.nextInt(world.nodes().size());
        if (world.random.nextInt(3) > 0) {
            cut(from, lasts);
        } else {
            // Both reach the reference, and it prevents nothing.
            during(
                    from,
                    lasts,
                    now -> world.nodes().forEach(other -> {
                        world.deafen(node, other.index(), now);
                        world.deafen(other.index(), node, now);
                    }));
        }
    }

    /** Some nodes find themselves away from the rest, the witness and the reference. */
    private void cut(long from, long lasts) {
        int node = world.random.nextInt(world.nodes().size());
        int others = world.random.nextInt(3);
        during(from, lasts, now -> {
            world.divide(node, now ? 1 : 0);
            if (others == 0) {
                world.divide((node + 1) % world.nodes().size(), now ? 1 : 0);
            }
        });
    }

    private interface Switch {
        void turn(boolean on);
    }

    private void during(long from, long lasts, Switch what) {
        at(from, () -> what.turn(true));
        at(from + lasts, () -> what.turn(false));
    }

    private static void freeze(ArbitrationNode node, boolean now) {
        if (now) {
            node.pause();
        } else {
            node.resume();
        }
    }

    private static void stop(ArbitrationNode node) {
        if (node.isAlive() && !node.isPaused()) {
            node.stop();
        }
    }

    private static void restart(ArbitrationNode node) {
        if (!node.isAlive()) {
            node.start();
        }
    }

    private void at(long nanos, Runnable event) {
        world.time.at(nanos + world.random.nextLong(MILLI), event);
    }

    @Override
    public String toString() {
        return "seed " + seed;
    }
}
