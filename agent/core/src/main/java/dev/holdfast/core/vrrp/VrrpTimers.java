package dev.holdfast.core.vrrp;

import dev.holdfast.core.net.Priority;

/**
 * The arithmetic of the election's timers, in nanoseconds.
 *
 * <p>Multiplies before it divides: at an interval of one centisecond the skew of priority 254 is 78,125 ns, which any
 * coarser unit would round to nothing.
 */
public final class VrrpTimers {
    private static final long SECOND = 1_000_000_000L;

    private VrrpTimers() {}

    /**
     * How long this router waits beyond the missed adverts, so that the best backup is the first to move.
     *
     * <p>RFC 3768 section 6.1: (256 - priority) / 256 seconds, whatever the interval. RFC 9568 section 6.1: the same
     * share of the master's advertised interval.
     */
    public static long skewNanos(int version, Priority priority, long masterIntervalNanos) {
        long whole = version == 2 ? SECOND : masterIntervalNanos;
        return (256 - priority.value()) * whole / 256;
    }

    /** How long a master may be silent: some adverts (the RFCs say three) and the skew. */
    public static long masterDownNanos(int version, Priority priority, long masterIntervalNanos, int adverts) {
        return adverts * masterIntervalNanos + skewNanos(version, priority, masterIntervalNanos);
    }
}
