package dev.holdfast.core.auth;

import dev.holdfast.core.net.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The secret of {@code auth_type: AH}: eight octets, as keepalived keeps it.
 *
 * @param secret filled up with zeros
 */
public record HeaderKey(Octets secret) {
    /** What counts of a password, in octets. */
    public static final int LENGTH = 8;

    public static HeaderKey of(String password) {
        byte[] octets = password.getBytes(StandardCharsets.UTF_8);
        return new HeaderKey(Octets.of(Arrays.copyOf(octets, LENGTH)));
    }

    /** Never says the secret. */
    @Override
    public String toString() {
        return "key";
    }
}
