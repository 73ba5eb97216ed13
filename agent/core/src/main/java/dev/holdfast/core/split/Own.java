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
}
