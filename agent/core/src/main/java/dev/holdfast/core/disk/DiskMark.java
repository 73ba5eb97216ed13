package dev.holdfast.core.disk;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * What one node says of one virtual router, in a sector that only it writes.
 *
 * @param kind what it is about
 * @param holds whether it holds the addresses, or is about to
 * @param preempts whether it hears the holder and would take over from a lower one all the same; with {@link Kind#ASK}
 * @param priority its priority, 0 to 255
 * @param generation the number of the takeover that it made last; greater than all before it on this disk
 * @param sequence grows with each writing, so that others see that it lives
 */
public record DiskMark(Kind kind, boolean holds, boolean preempts, int priority, long generation, long sequence) {
    /** What an area says that nobody has written to. */
    public static final DiskMark BLANK = new DiskMark(Kind.QUIET, false, false, 0, 0, 0);

    /** Who goes first of several that want. */
    private static final Comparator<DiskMark> RANK =
            Comparator.comparing(DiskMark::holds).thenComparing(DiskMark::priority);

    /** What a mark is about. */
    public enum Kind {
        /** Nothing is asked and nothing is locked. One that holds and dies leaves this behind. */
        QUIET(1),
        /** It hears no master, and asks whether one lives. */
        ASK(2),
        /** It found none and is about to lock. Who reads this goes no further. */
        CLAIM(3),
        /** It holds, and has the lock because somebody asked. */
        HOLD(4);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** The octet on disk. */
        int code() {
            return code;
        }

        static Optional<Kind> of(int code) {
            return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
        }
    }

    public DiskMark {
        if (priority < 0 || priority > 255 || generation < 0) {
            throw new IllegalArgumentException("a priority of one octet and a generation that is not negative");
        }
    }

    /** Whether another one's mark says the same, whenever it was written. */
    public boolean says(DiskMark other) {
        return equals(other.withSequence(sequence));
    }

    /** How it ranks among those that want: below 0, 0, above 0. */
    public int compareRank(DiskMark other) {
        return RANK.compare(this, other);
    }

    /** The same, written once more. */
    public DiskMark withSequence(long number) {
        return new DiskMark(kind, holds, preempts, priority, generation, number);
    }
}
