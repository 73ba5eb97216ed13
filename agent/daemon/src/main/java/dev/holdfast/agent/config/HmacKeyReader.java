package dev.holdfast.agent.config;

import dev.holdfast.core.auth.HmacKey;
import dev.holdfast.core.net.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads one key of {@code auth_hmac}: {@code hex:} and digits, or a text whose octets are the key. Never repeats it. */
final class HmacKeyReader {
    private static final String HEX = "hex:";

    private HmacKeyReader() {}

    static Optional<HmacKey> read(int id, Value value, Host host) {
        if (value.mapping().isEmpty()) {
            value.warning("the key stands in this file for all to see who read it; {file: PATH} or {env: NAME} keep it"
                    + " apart");
        }
        return SecretReader.read(value, host)
                .flatMap(text -> octets(value, text))
                .filter(octets -> hasKeyLength(value, octets))
                .map(octets -> new HmacKey(id, octets));
    }

    private static Optional<Octets> octets(Value value, String text) {
        if (!text.startsWith(HEX)) {
            return Optional.of(Octets.of(text.getBytes(StandardCharsets.UTF_8)));
        }
        String digits = text.substring(HEX.length());
        if (!digits.matches("([0-9a-fA-F]{2})+")) {
            value.error("must have pairs of hexadecimal digits after hex:");
            return Optional.empty();
        }
        return Optional.of(Octets.hex(digits));
    }

    private static boolean hasKeyLength(Value value, Octets octets) {
        boolean fits = octets.length() >= HmacKey.MIN_OCTETS && octets.length() <= HmacKey.MAX_OCTETS;
        if (!fits) {
            value.error("a key has 32 to 64 octets, this one " + octets.length()
                    + "; \"openssl rand -hex 32\" makes one to write after hex:");
        }
        return fits;
    }
}
