package dev.holdfast.core.net;

import org.jspecify.annotations.Nullable;

/**
 * The name of a network interface, as Linux allows it: 1 to 15 characters, no slash, no white space, not {@code .} or
 * {@code ..}.
 */
public record InterfaceName(String value) {
    public InterfaceName {
        if (!value.matches("[^/\\s:]{1,15}") || value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException("not an interface name: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InterfaceName that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
