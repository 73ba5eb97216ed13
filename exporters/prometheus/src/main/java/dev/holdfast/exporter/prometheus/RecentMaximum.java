package dev.holdfast.exporter.prometheus;

/**
 * The greatest value of the last one to two minutes: long enough for any scraper to see it, short enough to be of now.
 * One writer, any readers, no locks.
 */
final class RecentMaximum {
    private static final long WINDOW_NANOS = 60_000_000_000L;

    private volatile Windows windows;

    RecentMaximum(long nowNanos) {
        windows = new Windows(nowNanos, 0, 0);
    }

    void record(long nowNanos, long value) {
        Windows now = windows.at(nowNanos);
        windows = value > now.current ? new Windows(now.startNanos, value, now.previous) : now;
    }

    long at(long nowNanos) {
        Windows now = windows.at(nowNanos);
        return Math.max(now.current, now.previous);
    }

    private record Windows(long startNanos, long current, long previous) {
        Windows at(long nowNanos) {
            long age = nowNanos - startNanos;
            if (age < WINDOW_NANOS) {
                return this;
            }
            return new Windows(nowNanos, 0, age < 2 * WINDOW_NANOS ? current : 0);
        }
    }
}
