package dev.holdfast.core.engine;

/**
 * The pauses between attempts at what goes wrong again and again, 1, 2, 4 … 64 seconds: two programs that want different
 * things are no reason to spend a processor on.
 */
final class Pauses {
    private static final long FIRST_NANOS = 1_000_000_000L;
    private static final int MOST_DOUBLINGS = 6;

    /** Who had no trouble for as long starts with a clean slate. */
    private static final long CALM_NANOS = 60_000_000_000L;

    private int troubles;
    private long troubledNanos;
    private long untilNanos;

    boolean areOver(long nowNanos) {
        return untilNanos - nowNanos <= 0;
    }

    long untilNanos() {
        return untilNanos;
    }

    void startAnew(long nowNanos) {
        troubles = 0;
        untilNanos = nowNanos;
    }

    /** The kernel refused. */
    void onRefused(long nowNanos) {
        troubled(nowNanos, 0);
    }

    /** Somebody undid what had been done: the first time that is repaired at once. */
    void onUndone(long nowNanos) {
        troubled(nowNanos, -1);
    }

    private void troubled(long nowNanos, int doublings) {
        if (nowNanos - troubledNanos > CALM_NANOS) {
            troubles = 0;
        }
        troubledNanos = nowNanos;
        int grown = Math.min(doublings + troubles++, MOST_DOUBLINGS);
        untilNanos = grown < 0 ? nowNanos : nowNanos + (FIRST_NANOS << grown);
    }
}
