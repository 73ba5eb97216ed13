package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.core.engine.ClaimPolicy;
import dev.holdfast.core.engine.ClaimPolicy.StillHeld;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what {@code split_brain} says of neighbours that claim our addresses. */
final class ClaimPolicyReader {
    private static final String FORM = "1s to 1h, or off";
    private static final List<String> OFF_WORDS = List.of("off", "no", "false");
    private static final long NEVER = 0;

    private ClaimPolicyReader() {}

    static ClaimPolicy read(Section section) {
        long every = section.value("probe_interval")
                .flatMap(ClaimPolicyReader::nanos)
                .orElse(ClaimPolicy.DEFAULT.askNanos());
        StillHeld stillHeld = section.value("on_still_held")
                .flatMap(value -> value.word(Arrays.stream(StillHeld.values())
                                .map(ClaimPolicyReader::word)
                                .toList())
                        .map(word -> StillHeld.valueOf(word.toUpperCase(Locale.ROOT)))
                        .filter(wanted -> isPossible(value, wanted, every)))
                .orElse(ClaimPolicy.DEFAULT.stillHeld());
        return new ClaimPolicy(every, stillHeld);
    }

    private static boolean isPossible(Value value, StillHeld wanted, long every) {
        boolean possible = every != NEVER || wanted != StillHeld.HOLD;
        if (!possible) {
            value.error("hold needs answers, and with probe_interval: off nobody is asked");
        }
        return possible;
    }

    private static Optional<Long> nanos(Value value) {
        Optional<String> text = value.text(FORM);
        if (text.filter(OFF_WORDS::contains).isPresent()) {
            return Optional.of(NEVER);
        }
        Optional<Long> nanos = text.flatMap(Durations::parseNanos)
                .filter(span -> span >= ClaimPolicy.LEAST_NANOS && span <= ClaimPolicy.MOST_NANOS);
        if (text.isPresent() && nanos.isEmpty()) {
            value.error("must be " + FORM + ", was " + Excerpt.quoted(text.get()));
        }
        return nanos;
    }

    private static String word(StillHeld policy) {
        return policy.name().toLowerCase(Locale.ROOT);
    }
}
