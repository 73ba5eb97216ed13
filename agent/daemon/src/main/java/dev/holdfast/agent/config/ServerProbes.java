package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.track.Probe;
import dev.holdfast.core.ipvs.AddressPort;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what checks of real servers for one protocol ask for. */
final class ServerProbes {
    /** What keepalived says; a server that looks names up finds it. */
    private static final String HELO = "smtpchecker.keepalived.org";

    private static final List<String> RECORDS = List.of("A", "NS", "CNAME", "SOA", "MX", "TXT", "AAAA");

    /** What fits into one frame. */
    private static final int MOST_OCTETS = 1_400;

    private static final String USUAL_PAYLOAD = "00";
    private static final int LONGEST_DATAGRAM = 65_535;
    private static final int USUAL_LONGEST_REPLY = 255;

    private ServerProbes() {}

    static Probe smtp(Section section, AddressPort at) {
        String name = PageReader.host(section, "helo_name").orElse(HELO);
        return new Probe.Smtp(at.address(), at.port(), name);
    }

    static Probe dns(Section section, AddressPort at) {
        String record = section.word("type", RECORDS).orElse("SOA");
        String name = section.value("name").flatMap(CheckReader::domain).orElse(".");
        // As in keepalived: a server that has no such record is a server all the same.
        return new Probe.Dns(at.address(), at.port(), name, record, false);
    }

    static Probe udp(Section section, AddressPort at, long waitNanos) {
        String payload = section.value("payload")
                .flatMap(value -> octets(value, "[0-9a-f]"))
                .orElse(USUAL_PAYLOAD);
        Optional<String> pattern = section.value("require_reply").flatMap(ServerProbes::pattern);
        int min = length(section, "min_reply_length", 0);
        int max = length(section, "max_reply_length", USUAL_LONGEST_REPLY);
        if (min > max) {
            section.value("min_reply_length")
                    .ifPresent(value -> value.error("must not be above max_reply_length, " + max));
        }
        if (section.value("require_reply").isEmpty()) {
            List.of("min_reply_length", "max_reply_length")
                    .forEach(key -> section.value(key)
                            .ifPresent(value -> value.warning("has no effect without require_reply")));
        }
        return new Probe.Udp(
                at.address(), at.port(), payload, pattern.map(text -> new Probe.Reply(text, min, max)), waitNanos);
    }

    private static int length(Section section, String key, int usual) {
        return section.integer(key, 0, LONGEST_DATAGRAM).orElse(usual);
    }

    private static Optional<String> pattern(Value value) {
        String text = value.scalar().orElse("");
        return switch (text) {
            case "true" -> Optional.of("");
            case "false" -> Optional.empty();
            default -> octets(value, "[0-9a-fx]");
        };
    }

    /** Pairs of digits, which blanks may part. */
    private static Optional<String> octets(Value value, String digit) {
        return value.text("pairs of hexadecimal digits").flatMap(text -> {
            String digits = text.replace(" ", "").toLowerCase(Locale.ROOT);
            boolean fine = digits.matches("(" + digit + "{2}){1," + MOST_OCTETS + "}");
            if (!fine) {
                value.error("must be 1.." + MOST_OCTETS + " pairs of hexadecimal digits, was " + Excerpt.quoted(text));
            }
            return fine ? Optional.of(digits) : Optional.empty();
        });
    }
}
