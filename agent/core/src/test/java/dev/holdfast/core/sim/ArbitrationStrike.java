package dev.holdfast.core.sim;

import static dev.holdfast.core.sim.VirtualTime.MILLI;
import static dev.holdfast.core.sim.VirtualTime.SECOND;

/**
 * The worst that can happen to a holder, at the worst moment: the others no longer hear it, so that they want what it has; the
 * witness answers it late, and then not at all; it is frozen when it has just renewed the address for about the last time; and it
 * is thawed when the witness has given the key to another.
 */
final class ArbitrationStrike {
    private static final long LATE_NANOS = 8 * SECOND;

    /** By then the others want the key, whatever the interval. */
    private static final long CUT_NANOS = 12 * SECOND;

    private static final long END_NANOS = CUT_NANOS + 12 * SECOND;

    /** About an interval of renewals before a holder must let go, and half of one after it. */
    private static final long BEFORE_NANOS = SECOND;

    private static final long AFTER_NANOS = 500 * MILLI;

    private final ArbitrationWorld world;

    ArbitrationStrike(ArbitrationWorld world) {
        this.world = world;
    }

    /** Strikes whoever holds the address when the others have been deaf for long enough. */
    void begin(long atNanos) {
        world.time.at(atNanos, () -> {
            world.strike(true);
            deafen(true);
        });
        world.time.at(
                atNanos + LATE_NANOS, () -> world.holders().stream().findFirst().ifPresent(this::answerLate));
        world.time.at(atNanos + END_NANOS, () -> {
            world.strike(false);
            deafen(false);
        });
    }

    private void deafen(boolean now) {
        world.nodes().forEach(node -> world.nodes().forEach(other -> world.deafen(node.index(), other.index(), now)));
    }

    private void answerLate(ArbitrationNode holder) {
        world.answerLate(holder.index(), true);
        world.time.at(
                world.time.nowNanos() + CUT_NANOS - LATE_NANOS + world.random.nextLong(2 * SECOND),
                () -> cutOff(holder));
    }

    private void cutOff(ArbitrationNode holder) {
        long letsGoNanos = holder.renewedNanos() + ArbitrationWorld.WITNESS.holdNanos();
        long endNanos = holder.renewedNanos() + ArbitrationWorld.WITNESS.ttlSeconds() * SECOND;
        world.cutOffFromWitness(holder.index(), true);
        world.answerLate(holder.index(), false);
        holder.freezeAfterRenewal(letsGoNanos - BEFORE_NANOS + world.random.nextLong(BEFORE_NANOS + AFTER_NANOS));
        long thawNanos = endNanos + world.random.nextLong(SECOND);
        world.time.at(thawNanos, holder::resume);
        world.time.at(thawNanos + SECOND, () -> world.cutOffFromWitness(holder.index(), false));
    }
}
