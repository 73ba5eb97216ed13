package dev.holdfast.agent.config;

/**
 * Reads how often something is looked at, and with how much patience.
 *
 * @param intervalNanos from the start of one look to the start of the next
 * @param timeoutNanos after which a look has failed
 */
record Pace(long intervalNanos, long timeoutNanos) {
    /** A look starts a process or a connection; ten a second of them are a load already. */
    private static final long MIN_INTERVAL = 100 * Durations.MILLI;

    /** Less than this, and a busy machine alone would fail the check. */
    private static final long MIN_TIMEOUT = 10 * Durations.MILLI;

    static Pace read(Section section) {
        long interval = Spans.read(section, "interval", MIN_INTERVAL, Durations.HOUR, "100ms..1h")
                .orElse(Durations.SECOND);
        long timeout = Spans.read(section, "timeout", MIN_TIMEOUT, Durations.HOUR, "10ms..1h")
                .orElse(interval);
        if (timeout > interval) {
            section.value("timeout")
                    .ifPresent(value -> value.warning("is longer than the interval of " + Durations.format(interval)
                            + ": a look that takes so long holds up the next one"));
        }
        return new Pace(interval, timeout);
    }
}
