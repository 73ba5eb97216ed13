package dev.holdfast.core.sim;

import java.util.SplittableRandom;

/**
 * Randomness by purpose: a throw depends on the seed and on what it is for, never on what was thrown before.
 *
 * <p>So one input more, such as a stranger's junk, changes no other throw, and two runs can be compared.
 */
record Dice(long seed) {
    private static final double UNIT = 0x1.0p-53;

    /** From 0 to {@code bound - 1}. */
    long below(long bound, Purpose purpose, long first, long second) {
        return Long.remainderUnsigned(bits(purpose, first, second), bound);
    }

    /** True with the given probability. */
    boolean chance(double probability, Purpose purpose, long first, long second) {
        return (bits(purpose, first, second) >>> 11) * UNIT < probability;
    }

    /** A stream of its own for a part that draws in a fixed order; streams of neighbouring seeds have nothing in common. */
    SplittableRandom stream(long part) {
        return new SplittableRandom(mix(mix(seed) ^ part));
    }

    private long bits(Purpose purpose, long first, long second) {
        return mix(mix(mix(seed + purpose.salt) ^ first) + second);
    }

    /** The finaliser of SplitMix64. */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** What a throw is for. */
    enum Purpose {
        LATENCY(1),
        TAIL(2),
        TAIL_CHANCE(3),
        LOSS(4),
        DUPLICATE(5),
        LOOP_LAG(6),
        LEASE_LAG(7),
        LEASE_TAIL(8),
        CALL_TIME(9),
        CRASH_IN_CALL(10),
        SCRIPT_TIME(11),
        CABLE(12),
        NEIGHBOUR(13),
        NEIGHBOUR_LATENCY(14);

        private final long salt;

        Purpose(long number) {
            salt = number * 0xd1342543de82ef95L;
        }
    }
}
