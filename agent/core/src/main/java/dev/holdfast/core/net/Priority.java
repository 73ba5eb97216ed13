package dev.holdfast.core.net;

import org.jspecify.annotations.Nullable;

/**
 * A priority as adverts carry it, 0 to 255 (RFC 9568 section 5.2.4): 255 belongs to the address owner, 0 to a master
 * that resigns, the rest to everybody else.
 */
public record Priority(int value) implements Comparable<Priority> {
    public static final Priority OWNER = new Priority(255);
    public static final Priority RESIGN = new Priority(0);

    public Priority {
        if (value < 0 || value > 255) {
            throw new IllegalArgumentException("a priority must be 0..255, was " + value);
        }
    }

    public boolean isOwner() {
        return value == 255;
    }

    public boolean isResignation() {
        return value == 0;
    }

    @Override
    public int compareTo(Priority other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Priority that && value == that.value;
    }

    @Override
    public int hashCode() {
        return value;
    }
}
