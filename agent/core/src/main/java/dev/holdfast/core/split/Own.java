package dev.holdfast.core.split;

import dev.holdfast.core.spi.RouterState;

/**
 * What this node knows of itself.
 *
 * @param state its own role
 * @param sinceNanos since when
 * @param intervalNanos how often it advertises
 * @param downNanos the silence that makes a master, with its own interval
 */
record Own(RouterState state, long sinceNanos, long intervalNanos, long downNanos) {
    boolean isMaster() {
        return state == RouterState.MASTER;
    }

    boolean isBackup() {
        return state == RouterState.BACKUP;
    }

    /** From when on what is heard has nothing to do with our own move any more. */
    long settledNanos() {
        return sinceNanos + downNanos;
    }

    boolean isSettledAt(long nanos) {
        return nanos - settledNanos() >= 0;
    }

    /** Whether something that another one did goes on though it had the time to hear us. */
    boolean isBesideFor(long nowNanos, Tally tally) {
        boolean repeated = tally.count() >= 2 && tally.spanNanos() >= intervalNanos / 2;
        boolean stayed = isSettledAt(nowNanos) && tally.lastNanos() - sinceNanos >= 2 * intervalNanos;
        return repeated && (isSettledAt(tally.firstNanos()) || stayed);
    }
}
