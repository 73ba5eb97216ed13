package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.core.ipvs.Forwarding;
import dev.holdfast.core.ipvs.Forwarding.Checksum;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how packets reach a server, as keepalived writes it: {@code DR}, {@code TUN type gue port 5555 csum}. */
final class ForwardingReader {
    private static final int MAX_PORT = 65_535;
    private static final List<String> METHODS = List.of("NAT", "DR", "TUN");
    private static final Pattern TUNNEL =
            Pattern.compile("TUN type (ipip|gue port ([0-9]{1,5})|gre)( (nocsum|csum|remcsum))?");

    private ForwardingReader() {}

    /** Empty when the key is not there, or wrong, which was reported. */
    static Optional<Forwarding> read(Section section, String key) {
        return section.value(key)
                .flatMap(value ->
                        value.scalar().filter(text -> text.startsWith("TUN ")).isPresent()
                                ? tunnel(value)
                                : value.word(METHODS).map(ForwardingReader::plain));
    }

    private static Forwarding plain(String word) {
        return switch (word) {
            case "NAT" -> Forwarding.NAT;
            case "DR" -> Forwarding.DR;
            default -> Forwarding.TUN;
        };
    }

    private static Optional<Forwarding> tunnel(Value value) {
        String text = value.scalar().orElse("");
        Matcher form = TUNNEL.matcher(text);
        if (!form.matches()) {
            value.error("must be TUN, or TUN type ipip, gue port PORT or gre, with nocsum, csum or remcsum behind it"
                    + " or nothing, was " + Excerpt.quoted(text));
            return Optional.empty();
        }
        Optional<String> digits = Optional.ofNullable(form.group(2));
        Optional<Integer> port = digits.flatMap(number -> Numbers.parse(number, 1, MAX_PORT));
        if (digits.isPresent() && port.isEmpty()) {
            value.error("the port of gue " + Numbers.complaint(form.group(2), 1, MAX_PORT));
            return Optional.empty();
        }
        try {
            return Optional.of(tunnel(form, port));
        } catch (IllegalArgumentException impossible) {
            value.error("cannot be " + Excerpt.quoted(text) + ": " + impossible.getMessage());
            return Optional.empty();
        }
    }

    private static Forwarding tunnel(Matcher form, Optional<Integer> port) {
        Checksum checksum = checksum(Optional.ofNullable(form.group(4)).orElse("nocsum"));
        return port.map(number -> Forwarding.gue(number, checksum))
                .orElseGet(() -> form.group(1).equals("gre")
                        ? Forwarding.gre(checksum)
                        : new Forwarding(Forwarding.Method.TUN, Forwarding.Encapsulation.IPIP, 0, checksum));
    }

    private static Checksum checksum(String word) {
        return switch (word) {
            case "csum" -> Checksum.CHECKSUM;
            case "remcsum" -> Checksum.REMOTE;
            default -> Checksum.NONE;
        };
    }
}
