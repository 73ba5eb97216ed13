package dev.holdfast.core.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Lets one report of a kind through in ten seconds and counts the others, so that a flood of bad packets cannot become a
 * flood of log lines. Kinds come from fixed lists, so the map is bounded.
 */
final class ReportLimiter {
    private static final long PAUSE_NANOS = 10_000_000_000L;

    private final Map<String, Kind> kinds = new HashMap<>();

    /** Whether to report now: how many were suppressed since the last report, or empty to stay silent. */
    OptionalLong admit(long nowNanos, String name) {
        Kind kind = kinds.get(name);
        if (kind != null && nowNanos - kind.reportedNanos < PAUSE_NANOS) {
            kind.suppressed++;
            return OptionalLong.empty();
        }
        long suppressed = kind == null ? 0 : kind.suppressed;
        kinds.put(name, new Kind(nowNanos));
        return OptionalLong.of(suppressed);
    }

    private static final class Kind {
        private final long reportedNanos;
        private long suppressed;

        Kind(long reportedNanos) {
            this.reportedNanos = reportedNanos;
        }
    }
}
