package dev.holdfast.agent.config;

import java.util.Optional;

/** Reads spans of time that have bounds. */
final class Spans {
    private Spans() {}

    /**
     * The span in nanoseconds.
     *
     * @param range the bounds as an operator would write them
     */
    static Optional<Long> read(Section section, String key, long minNanos, long maxNanos, String range) {
        return section.value(key)
                .flatMap(value -> value.durationNanos().filter(nanos -> {
                    boolean fine = nanos >= minNanos && nanos <= maxNanos;
                    if (!fine) {
                        value.error("must be " + range + ", was " + Durations.format(nanos));
                    }
                    return fine;
                }));
    }
}
