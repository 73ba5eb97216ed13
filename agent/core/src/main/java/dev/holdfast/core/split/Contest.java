package dev.holdfast.core.split;

import dev.holdfast.core.spi.SplitCause;

/**
 * A peer has said that it is master while we are, in one answer after the other.
 *
 * <p>One answer is no proof: whoever preempts is master a moment before the other hears of it. It is one when both have
 * gone on for an advert interval, and each has advertised once more: then the other had every chance to hear it.
 *
 * @param firstNanos when the first of these questions was asked, after our own last transition
 * @param lastNanos when the last was
 * @param answers how many there were
 * @param first what had been counted with the first answer
 * @param last the same with the last
 */
record Contest(long firstNanos, long lastNanos, long answers, Traffic first, Traffic last) {
    static Contest begin(long askedNanos, Traffic counted) {
        return new Contest(askedNanos, askedNanos, 1, counted, counted);
    }

    Contest goesOn(long askedNanos, Traffic counted) {
        return counted.since(last).isBroken()
                ? begin(askedNanos, counted)
                : new Contest(firstNanos, askedNanos, answers + 1, first, counted);
    }

    /** @param intervalNanos the longer of both advert intervals */
    boolean isProof(long intervalNanos) {
        return lastNanos - firstNanos >= intervalNanos && last.since(first).bothSend();
    }

    /** What the counters of both sides tell. */
    SplitCause cause(boolean equalPriorities) {
        Traffic since = last.since(first);
        boolean weHear = since.heardHere() > 0;
        boolean theyHear = since.heardThere() > 0;
        if (weHear != theyHear) {
            return SplitCause.ONE_WAY;
        }
        if (!weHear) {
            return SplitCause.BLOCKED;
        }
        return equalPriorities ? SplitCause.EQUAL_PRIORITY : SplitCause.UNKNOWN;
    }
}
