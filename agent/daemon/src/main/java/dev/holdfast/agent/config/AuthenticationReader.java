package dev.holdfast.agent.config;

import dev.holdfast.core.auth.HeaderKey;
import dev.holdfast.core.wire.Authentication;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads {@code authentication}. No message repeats what was written here: a secret may stand at the wrong key. */
final class AuthenticationReader {
    private static final String TYPE = "auth_type";
    private static final String PASSWORD = "auth_pass";
    private static final String HEADER = "AH";
    private static final Legacy NONE = new Legacy(Authentication.NONE, Optional.empty());

    /**
     * What VRRPv2 knows of authentication.
     *
     * @param header there when {@code authentication} is {@link Authentication#HEADER}
     */
    record Legacy(Authentication authentication, Optional<HeaderKey> header) {}

    private AuthenticationReader() {}

    static Legacy read(Section instance, int version, Host host) {
        Optional<Section> section =
                instance.section("authentication", Block.AUTHENTICATION, "{auth_type: PASS, auth_pass: ...}");
        if (section.isEmpty()) {
            return NONE;
        }
        Optional<String> type = section.get().required(TYPE).flatMap(value -> type(value, version));
        Optional<String> password = section.get()
                .required(PASSWORD)
                .flatMap(value -> SecretReader.read(value, host).map(secret -> checked(value, secret)));
        if (version == 3) {
            type.ifPresent(pass -> warn(section.get(), "is for version 2 alone and is ignored, as in keepalived"));
            return NONE;
        }
        return type.flatMap(word -> password.map(secret -> legacy(section.get(), word, secret)))
                .orElse(NONE);
    }

    private static Optional<String> type(Value value, int version) {
        return value.text("PASS or AH").filter(type -> {
            Optional<String> fault = fault(type, version);
            fault.ifPresent(value::error);
            return fault.isEmpty();
        });
    }

    private static Optional<String> fault(String type, int version) {
        return switch (type) {
            case "PASS" -> Optional.empty();
            // A lost label is worth a warning; lost protection must not go unnoticed.
            case HEADER ->
                version == 3 ? Optional.of("AH is for version 2 alone; version 3 has auth_hmac") : Optional.empty();
            default -> Optional.of("must be PASS or AH");
        };
    }

    private static String checked(Value value, String secret) {
        int octets = secret.getBytes(StandardCharsets.UTF_8).length;
        if (octets > Authentication.LENGTH) {
            value.warning("only the first 8 octets count, as in keepalived; it has " + octets);
        }
        return secret;
    }

    private static Legacy legacy(Section section, String type, String password) {
        if (type.equals(HEADER)) {
            return new Legacy(Authentication.HEADER, Optional.of(HeaderKey.of(password)));
        }
        warn(
                section,
                "PASS sends the password in clear text: it keeps mistakes apart, not attackers, which auth_hmac does");
        return new Legacy(Authentication.password(password), Optional.empty());
    }

    private static void warn(Section section, String message) {
        section.problems().warning(section.mark(), section.path(), message);
    }
}
