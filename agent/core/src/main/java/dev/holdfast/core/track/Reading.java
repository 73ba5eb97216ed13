package dev.holdfast.core.track;

/**
 * What a tracker says now.
 *
 * @param value the number in a tracked file; else 1 for good and 0 for anything else
 */
public record Reading(Kind kind, int value) {
    /** How a reading is to be understood. */
    public enum Kind {
        /** Nothing was heard yet. */
        UNKNOWN,
        GOOD,
        BAD,
        /** A number, from a file. */
        NUMBER;

        /** The lower-case word that labels and JSON use. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public static final Reading UNKNOWN = new Reading(Kind.UNKNOWN, 0);
    public static final Reading GOOD = new Reading(Kind.GOOD, 1);
    public static final Reading BAD = new Reading(Kind.BAD, 0);

    public static Reading of(boolean good) {
        return good ? GOOD : BAD;
    }

    public static Reading number(int value) {
        return new Reading(Kind.NUMBER, value);
    }

    @Override
    public String toString() {
        return kind == Kind.NUMBER ? Integer.toString(value) : kind.word();
    }
}
