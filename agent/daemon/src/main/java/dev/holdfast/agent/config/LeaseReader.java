package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.core.vrrp.Lease;
import java.util.List;
import java.util.Optional;

/** Reads {@code lease}: how long the kernel keeps the addresses of an agent that no longer answers. */
final class LeaseReader {
    private static final List<String> OFF_WORDS = List.of("off", "no", "false");

    /** An address that stays an hour after its agent's death is no lease any more. */
    private static final long MAX_SECONDS = 3600;

    private static final String FORM = "auto, off, or whole seconds 1..3600";

    private LeaseReader() {}

    static int read(Section section, Timing timing) {
        int automatic = Lease.automaticSeconds(timing.advertIntervalNanos());
        return section.value("lease")
                .flatMap(value -> value.text(FORM).flatMap(text -> seconds(value, text, timing, automatic)))
                .orElse(automatic);
    }

    private static Optional<Integer> seconds(Value value, String text, Timing timing, int automatic) {
        if (text.equals("auto")) {
            return Optional.of(automatic);
        }
        if (OFF_WORDS.contains(text)) {
            return Optional.of(Lease.OFF);
        }
        Optional<Long> nanos = Durations.parseNanos(text)
                .filter(n -> n % Durations.SECOND == 0 && n >= Durations.SECOND && n <= MAX_SECONDS * Durations.SECOND);
        if (nanos.isEmpty()) {
            value.error("must be " + FORM + ", was " + Excerpt.quoted(text));
            return Optional.empty();
        }
        compare(value, nanos.get(), timing, automatic);
        return nanos.map(n -> (int) (n / Durations.SECOND));
    }

    private static void compare(Value value, long nanos, Timing timing, int automatic) {
        long interval = timing.advertIntervalNanos();
        long silence = timing.downTimerAdverts() * interval;
        if (nanos <= interval) {
            value.error("must be longer than advert_int (" + Durations.format(interval)
                    + "), because every advert renews it, was " + Durations.format(nanos));
        } else if (nanos > silence && nanos > automatic * Durations.SECOND) {
            value.warning("is longer than " + timing.downTimerAdverts() + " advert intervals ("
                    + Durations.format(silence)
                    + "): after a crash both nodes may hold the addresses for a while, was " + Durations.format(nanos));
        }
    }
}
