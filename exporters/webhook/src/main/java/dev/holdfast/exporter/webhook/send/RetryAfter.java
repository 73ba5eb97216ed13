package dev.holdfast.exporter.webhook.send;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;

/** The header {@code Retry-After}: seconds, or a date (RFC 9110 section 10.2.3). */
final class RetryAfter {
    private RetryAfter() {}

    /** How long to wait, at least 0; empty when it is neither. */
    static OptionalLong millis(String value, long nowMillis) {
        String text = value.strip();
        if (text.matches("[0-9]{1,9}")) {
            return OptionalLong.of(Long.parseLong(text) * 1000);
        }
        try {
            long until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant()
                    .toEpochMilli();
            return OptionalLong.of(Math.max(0, until - nowMillis));
        } catch (DateTimeException unreadable) {
            return OptionalLong.empty(); // As if it were not there: our own pause is good enough.
        }
    }
}
