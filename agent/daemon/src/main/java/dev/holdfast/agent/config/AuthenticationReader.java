package dev.holdfast.agent.config;

import dev.holdfast.core.wire.Authentication;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads {@code authentication}. No message repeats what was written here: a secret may stand at the wrong key. */
final class AuthenticationReader {
    private static final String TYPE = "auth_type";
    private static final String PASSWORD = "auth_pass";

    private AuthenticationReader() {}

    static Authentication read(Section instance, int version, Host host) {
        Optional<Section> section =
                instance.section("authentication", Block.AUTHENTICATION, "{auth_type: PASS, auth_pass: ...}");
        if (section.isEmpty()) {
            return Authentication.NONE;
        }
        section.get().required(TYPE).ifPresent(AuthenticationReader::checkType);
        Optional<Authentication> password = section.get()
                .required(PASSWORD)
                .flatMap(value -> SecretReader.read(value, host).map(secret -> password(value, secret)));
        if (version == 3) {
            instance.problems()
                    .warning(
                            section.get().mark(),
                            section.get().path(),
                            "is for version 2 alone and is ignored, as in keepalived");
            return Authentication.NONE;
        }
        password.ifPresent(some -> section.get()
                .problems()
                .warning(
                        section.get().mark(),
                        section.get().path(),
                        "PASS sends the password in clear text: it keeps mistakes apart, not attackers, which auth_hmac"
                                + " does"));
        return password.orElse(Authentication.NONE);
    }

    private static void checkType(Value value) {
        value.text("PASS").ifPresent(text -> {
            if (text.equals("AH")) {
                value.error("must be PASS: AH is not supported");
            } else if (!text.equals("PASS")) {
                value.error("must be PASS");
            }
        });
    }

    private static Authentication password(Value value, String secret) {
        int octets = secret.getBytes(StandardCharsets.UTF_8).length;
        if (octets > Authentication.LENGTH) {
            value.warning("only the first 8 octets count, as in keepalived; it has " + octets);
        }
        return Authentication.password(secret);
    }
}
