package dev.holdfast.core.auth;

/**
 * The numbers of our own signed adverts: the wall clock, but never twice the same and never backwards.
 *
 * <p>After the clock was set back the numbers go on from the last one, one by one, because receivers remember it. Where
 * receivers also compare with their clock that works only within their window; beyond it the numbers begin anew at the
 * clock, and receivers forget marks that far off.
 */
final class SendSequence {
    private static final int MILLIS_PER_SECOND = 1000;

    private long last;
    private boolean begun;

    /** The next number. */
    long next(long epochMillis, HmacPolicy policy) {
        long clock = at(epochMillis);
        boolean outOfWindow = policy.timed() && Math.abs(seconds(last) - seconds(clock)) > policy.windowSeconds();
        // Compared by subtraction, as numbers that wrap are (RFC 1982).
        last = !begun || outOfWindow || clock - last > 0 ? clock : last + 1;
        begun = true;
        return last;
    }

    /** The number of an instant: seconds in 32 bits, 1/65536 s in 16 bits, and a counter of 16 bits at zero. */
    static long at(long epochMillis) {
        long seconds = Math.floorDiv(epochMillis, MILLIS_PER_SECOND);
        long fraction = ((long) Math.floorMod(epochMillis, MILLIS_PER_SECOND) << 16) / MILLIS_PER_SECOND;
        return seconds << 32 | fraction << 16;
    }

    private static long seconds(long sequence) {
        return sequence >>> 32;
    }
}
