package dev.holdfast.core.engine;

/**
 * How neighbours are asked who has our addresses.
 *
 * @param askNanos how often a master asks, 1 s to 1 h; 0 for never, and then no backup asks either
 * @param stillHeld what a backup does that hears no master, and finds that somebody still has the addresses
 */
public record ClaimPolicy(long askNanos, StillHeld stillHeld) {
    public static final long LEAST_NANOS = 1_000_000_000L;
    public static final long MOST_NANOS = 3_600_000_000_000L;

    /** With the answer at the next advert, a silent holder is seen within five seconds. */
    public static final ClaimPolicy DEFAULT = new ClaimPolicy(4_000_000_000L, StillHeld.TAKE);

    /** What a backup does that would take over what somebody still has. */
    public enum StillHeld {
        /** It takes over: a holder without adverts is no holder that anybody can rely on. */
        TAKE,
        /** It waits, and asks again in each interval, until nobody answers any more. */
        HOLD
    }

    public ClaimPolicy {
        if (askNanos != 0 && (askNanos < LEAST_NANOS || askNanos > MOST_NANOS)) {
            throw new IllegalArgumentException("neighbours are asked every 1 s to 1 h, or never");
        }
        if (askNanos == 0 && stillHeld == StillHeld.HOLD) {
            throw new IllegalArgumentException("who never asks cannot wait for the answer");
        }
    }

    boolean asks() {
        return askNanos > 0;
    }

    boolean holds() {
        return stillHeld == StillHeld.HOLD;
    }
}
