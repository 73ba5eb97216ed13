package dev.holdfast.agent.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** A name and a password as {@code Authorization: Basic} carries them. */
record Login(String user, String password) {
    private static final String SCHEME = "basic ";

    /** What the header says; empty when it says something else. */
    static Optional<Login> of(String authorization) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        try {
            byte[] octets = Base64.getDecoder()
                    .decode(authorization.substring(SCHEME.length()).strip());
            String text = new String(octets, StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Login(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty(); // Answered like any other login that is none.
        }
    }

    /** Keeps the password to itself. */
    @Override
    public String toString() {
        return "Login[" + user + "]";
    }
}
