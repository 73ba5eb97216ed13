package dev.holdfast.agent.config;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time: {@code 1}, {@code 0.5}, {@code 250ms}, {@code 2s}, {@code 5m}, {@code 1h}; without a unit, seconds. */
final class Durations {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;
    static final long HOUR = 3_600 * SECOND;

    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,7}(?:\\.[0-9]{1,9})?) ?(ms|s|m|h)?");

    private Durations() {}

    /** The span in nanoseconds, when the text is one and it fits a long; parts of a nanosecond are cut off. */
    static Optional<Long> parseNanos(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit = unitNanos(matcher.group(2) == null ? "s" : matcher.group(2));
        BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        return nanos.compareTo(LARGEST) > 0 ? Optional.empty() : Optional.of(nanos.longValue());
    }

    private static long unitNanos(String unit) {
        return switch (unit) {
            case "ms" -> MILLI;
            case "m" -> 60 * SECOND;
            case "h" -> HOUR;
            default -> SECOND;
        };
    }

    /** In seconds, as short as possible: {@code 0.25 s}. */
    static String format(long nanos) {
        return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString() + " s";
    }
}
