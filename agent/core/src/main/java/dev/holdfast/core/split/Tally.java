package dev.holdfast.core.split;

/**
 * How often one thing was seen, and when.
 *
 * @param text what was seen last, for a person
 */
record Tally(long firstNanos, long lastNanos, long count, String text) {
    static Tally once(long nowNanos, String text) {
        return new Tally(nowNanos, nowNanos, 1, text);
    }

    Tally and(Tally later) {
        return new Tally(
                Math.min(firstNanos, later.firstNanos),
                Math.max(lastNanos, later.lastNanos),
                count + later.count,
                later.text);
    }

    long spanNanos() {
        return lastNanos - firstNanos;
    }
}
