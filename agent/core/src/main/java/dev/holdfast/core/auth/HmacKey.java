package dev.holdfast.core.auth;

import dev.holdfast.core.net.Octets;

/**
 * A secret that the nodes of a virtual router share, under a number that adverts carry.
 *
 * @param id 1 to 255
 * @param secret 32 to 64 octets
 */
public record HmacKey(int id, Octets secret) {
    public static final int MIN_OCTETS = 32;
    public static final int MAX_OCTETS = 64;

    public HmacKey {
        if (id < 1 || id > 255) {
            throw new IllegalArgumentException("a key id is 1 to 255, not " + id);
        }
        if (secret.length() < MIN_OCTETS || secret.length() > MAX_OCTETS) {
            throw new IllegalArgumentException("a key has 32 to 64 octets, not " + secret.length());
        }
    }

    /** Says which key it is and never the secret. */
    @Override
    public String toString() {
        return "key " + id;
    }
}
