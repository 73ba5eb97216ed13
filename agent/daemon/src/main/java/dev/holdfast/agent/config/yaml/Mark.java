package dev.holdfast.agent.config.yaml;

import java.util.Comparator;

/** A place in a file; line and column count from 1, columns in characters. */
public record Mark(int line, int column) implements Comparable<Mark> {
    /** The very beginning. */
    public static final Mark START = new Mark(1, 1);

    private static final Comparator<Mark> ORDER =
            Comparator.comparingInt(Mark::line).thenComparingInt(Mark::column);

    @Override
    public int compareTo(Mark other) {
        return ORDER.compare(this, other);
    }
}
