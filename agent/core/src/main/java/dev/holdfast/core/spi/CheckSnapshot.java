package dev.holdfast.core.spi;

/**
 * Something that is looked at, as it stands now.
 *
 * @param kind {@code script}, {@code check}, {@code process} or {@code file}
 * @param name unique among those of its kind
 * @param verdict what came of the looks so far
 * @param value the number in a tracked file; else 1 for good and 0 for anything else
 * @param detail what the last look said of itself; may be empty
 * @param tookNanos how long the last look took; 0 before the first
 */
public record CheckSnapshot(String kind, String name, Verdict verdict, int value, String detail, long tookNanos) {
    /** What the looks came to, rise and fall considered. */
    public enum Verdict {
        /** There was no look yet. */
        UNKNOWN,
        GOOD,
        BAD,
        /** A tracked file: its number moves priorities and is neither good nor bad. */
        NUMBER;

        /** The lower-case word that JSON uses. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
