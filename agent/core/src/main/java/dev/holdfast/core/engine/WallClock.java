package dev.holdfast.core.engine;

/** The wall clock as the engine was last told: a difference from its own clock, which a step of the wall clock changes. */
final class WallClock {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private long toldNanos;
    private long toldEpochMillis;

    void tell(long nowNanos, long epochMillis) {
        toldNanos = nowNanos;
        toldEpochMillis = epochMillis;
    }

    /** The wall time of an instant, in milliseconds since 1970. */
    long epochMillis(long nowNanos) {
        return toldEpochMillis + Math.floorDiv(nowNanos - toldNanos, NANOS_PER_MILLI);
    }
}
