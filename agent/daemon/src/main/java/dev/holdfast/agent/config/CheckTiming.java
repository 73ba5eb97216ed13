package dev.holdfast.agent.config;

import dev.holdfast.agent.track.ProbeConfig.Patience;

/**
 * How a real server is looked at: written for the virtual server, the real server or the check, and each takes what it does
 * not say from the one around it. The words and their defaults are keepalived's.
 *
 * @param delayLoopNanos from the start of one look to the start of the next
 * @param connectTimeoutNanos after which a look has failed
 * @param retry how many further failures a server that worked may have before it counts as down
 * @param retryNanos how long after a failure the next look is made while they are counted
 * @param warmupNanos the longest time before the first look; negative for as long as {@code delayLoopNanos}
 * @param alpha whether the server counts as down before its first look
 */
record CheckTiming(
        long delayLoopNanos,
        long connectTimeoutNanos,
        Written<Integer> retry,
        Written<Long> retryNanos,
        long warmupNanos,
        boolean alpha) {
    static final CheckTiming DEFAULT = new CheckTiming(
            60 * Durations.SECOND,
            5 * Durations.SECOND,
            new Written<>(1, false),
            new Written<>(Durations.SECOND, false),
            -1,
            false);

    private static final long MIN_LOOP = 100 * Durations.MILLI;
    private static final long MIN_TIMEOUT = 10 * Durations.MILLI;
    private static final long MAX = 24 * Durations.HOUR;
    private static final int MAX_RETRY = 1_000;

    /** A value, and whether the operator wrote it: some checks have a default of their own. */
    record Written<T>(T value, boolean isWritten) {
        T or(T otherwise) {
            return isWritten ? value : otherwise;
        }
    }

    /** What a block says, and where it says nothing what this says. */
    CheckTiming within(Section section) {
        return new CheckTiming(
                Spans.read(section, "delay_loop", MIN_LOOP, MAX, "100ms..24h").orElse(delayLoopNanos),
                Spans.read(section, "connect_timeout", MIN_TIMEOUT, Durations.HOUR, "10ms..1h")
                        .orElse(connectTimeoutNanos),
                section.integer("retry", 0, MAX_RETRY)
                        .map(number -> new Written<>(number, true))
                        .orElse(retry),
                Spans.read(section, "delay_before_retry", 0, MAX, "0..24h")
                        .map(nanos -> new Written<>(nanos, true))
                        .orElse(retryNanos),
                Spans.read(section, "warmup", 0, MAX, "0..24h").orElse(warmupNanos),
                section.bool("alpha").orElse(alpha));
    }

    /** With other defaults for what nobody wrote. */
    Patience patience(int defaultRetry, long defaultRetryNanos) {
        return new Patience(
                warmupNanos < 0 ? delayLoopNanos : warmupNanos,
                retry.or(defaultRetry),
                retryNanos.or(defaultRetryNanos));
    }
}
