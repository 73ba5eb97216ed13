package dev.holdfast.core.net;

import org.jspecify.annotations.Nullable;

/** A virtual router identifier, 1 to 255 (RFC 9568 section 5.2.3). */
public record Vrid(int value) {
    public Vrid {
        if (value < 1 || value > 255) {
            throw new IllegalArgumentException("a virtual router id must be 1..255, was " + value);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Vrid that && value == that.value;
    }

    @Override
    public int hashCode() {
        return value;
    }
}
