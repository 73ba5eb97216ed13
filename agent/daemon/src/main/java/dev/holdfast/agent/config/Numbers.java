package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/**
 * Whole numbers as operators write them: plain decimal digits.
 *
 * <p>YAML has more notations, and two of its versions disagree on {@code 051}; so none of them is guessed at.
 */
final class Numbers {
    private static final String DECIMAL = "-?(0|[1-9][0-9]{0,17})";
    private static final String OTHER_NOTATION = "0[xX][0-9a-fA-F_]{1,15}|0[oO][0-7_]{1,20}|[0-9][0-9_]{0,17}";

    private Numbers() {}

    /** The number, when the text is one and inside the range. */
    static Optional<Integer> parse(String text, int min, int max) {
        if (!text.matches(DECIMAL)) {
            return Optional.empty();
        }
        long number = Long.parseLong(text);
        return number >= min && number <= max ? Optional.of((int) number) : Optional.empty();
    }

    /** Why {@link #parse} was not content. */
    static String complaint(String text, int min, int max) {
        String range = range(min, max);
        if (text.matches(DECIMAL)) {
            return "must be " + range + ", was " + text;
        }
        if (text.matches(OTHER_NOTATION)) {
            String meant = otherNotation(text)
                    .flatMap(number -> parse(number, min, max))
                    .map(number -> ", write " + number)
                    .orElse("");
            return "must be " + range + " in plain decimal digits, was " + text + meant;
        }
        return "must be a whole number " + range + ", was " + Excerpt.quoted(text);
    }

    static String range(int min, int max) {
        return max == min + 1 ? min + " or " + max : min + ".." + max;
    }

    /** What was probably meant; nothing for a leading zero, which some read as octal and some do not. */
    private static Optional<String> otherNotation(String text) {
        String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
        boolean hexadecimal = digits.startsWith("0x");
        if (hexadecimal || digits.startsWith("0o")) {
            String rest = digits.substring(2);
            return rest.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new BigInteger(rest, hexadecimal ? 16 : 8).toString());
        }
        return digits.startsWith("0") ? Optional.empty() : Optional.of(digits);
    }
}
