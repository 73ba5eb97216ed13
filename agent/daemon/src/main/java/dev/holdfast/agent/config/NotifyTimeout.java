package dev.holdfast.agent.config;

import java.util.Optional;

/** Reads {@code notify_timeout}, which stands in {@code global_defs} and in instances. */
final class NotifyTimeout {
    /** Below this not even a shell starts reliably on a busy machine. */
    private static final long MIN_NANOS = 100 * Durations.MILLI;

    /** One script runs at a time; one that may take longer would hold back news of hours ago. */
    private static final long MAX_NANOS = Durations.HOUR;

    private NotifyTimeout() {}

    static Optional<Long> read(Section section) {
        return section.value("notify_timeout")
                .flatMap(value -> value.durationNanos().filter(nanos -> isInRange(value, nanos)));
    }

    private static boolean isInRange(Value value, long nanos) {
        boolean fine = nanos >= MIN_NANOS && nanos <= MAX_NANOS;
        if (!fine) {
            value.error("must be 100ms..1h, was " + Durations.format(nanos));
        }
        return fine;
    }
}
