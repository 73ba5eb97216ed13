package dev.holdfast.agent.feed;

import java.util.function.LongSupplier;

/**
 * The agent's clock: nanoseconds that begin at 0 with the process and never go back, whatever is done to the wall clock.
 *
 * <p>Wall times are derived from one anchor, so that the same instant is always written as the same time; the anchor
 * moves only when the wall clock was stepped. Usable from any thread.
 */
public final class AgentClock {
    /** A difference below this is the jitter of reading two clocks, or slewing; above it somebody set the clock. */
    private static final long STEP_MILLIS = 1000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LongSupplier monotonicNanos;
    private final LongSupplier wallMillis;
    private final long originNanos;
    private volatile long originEpochMillis;

    public AgentClock() {
        this(System::nanoTime, System::currentTimeMillis);
    }

    AgentClock(LongSupplier monotonicNanos, LongSupplier wallMillis) {
        this.monotonicNanos = monotonicNanos;
        this.wallMillis = wallMillis;
        this.originNanos = monotonicNanos.getAsLong();
        this.originEpochMillis = wallMillis.getAsLong();
    }

    /** Now, in nanoseconds since the clock was made. */
    public long nanos() {
        return monotonicNanos.getAsLong() - originNanos;
    }

    /** The wall clock as it is now, in milliseconds since 1970. */
    public long wallMillis() {
        return wallMillis.getAsLong();
    }

    /** The wall time of an instant of this clock, in milliseconds since 1970. */
    public long epochMillis(long agentNanos) {
        long expectedOrigin = wallMillis.getAsLong() - nanos() / NANOS_PER_MILLI;
        if (Math.abs(expectedOrigin - originEpochMillis) > STEP_MILLIS) {
            originEpochMillis = expectedOrigin;
        }
        return originEpochMillis + Math.floorDiv(agentNanos, NANOS_PER_MILLI);
    }
}
