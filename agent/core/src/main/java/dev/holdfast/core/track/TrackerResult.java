package dev.holdfast.core.track;

/**
 * The result of one look.
 *
 * @param value for a number: the number
 * @param detail what was found, for a person; may be empty
 */
public record TrackerResult(Kind kind, int value, String detail) {
    /** What a look can come to. */
    public enum Kind {
        PASSED,
        FAILED,
        /** Failed, by not answering in time. */
        TIMED_OUT,
        /** It could not be made for a reason of this node, such as no process to be had: nothing was learned. */
        NOT_MADE,
        NUMBER
    }

    public static TrackerResult passed(String detail) {
        return new TrackerResult(Kind.PASSED, 1, detail);
    }

    public static TrackerResult failed(String detail) {
        return new TrackerResult(Kind.FAILED, 0, detail);
    }

    public static TrackerResult timedOut(String detail) {
        return new TrackerResult(Kind.TIMED_OUT, 0, detail);
    }

    public static TrackerResult notMade(String detail) {
        return new TrackerResult(Kind.NOT_MADE, 0, detail);
    }

    public static TrackerResult number(int value) {
        return new TrackerResult(Kind.NUMBER, value, "");
    }

    /** Whether what was looked at is bad. */
    public boolean isFailure() {
        return kind == Kind.FAILED || kind == Kind.TIMED_OUT;
    }
}
