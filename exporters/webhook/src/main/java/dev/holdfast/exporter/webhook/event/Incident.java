package dev.holdfast.exporter.webhook.event;

import java.util.Locale;

/**
 * Something that lasts: it begins, may change, and ends.
 *
 * @param kind what kind of thing, in a word: {@code fault}, {@code check}
 * @param key what it is, the same each time it happens: {@code lb01/fault/VI_1}
 * @param id this time that it happens
 * @param opened when it began, ISO 8601
 * @param status what an event says of it
 */
public record Incident(String kind, String key, String id, String opened, Status status) {
    /** What an event says of an incident. */
    public enum Status {
        OPENED,
        UPDATED,
        RESOLVED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public boolean isResolved() {
        return status == Status.RESOLVED;
    }
}
