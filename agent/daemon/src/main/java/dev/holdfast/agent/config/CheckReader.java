package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.track.Probe;
import dev.holdfast.core.net.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads what a {@code vrrp_check} looks at: a type, and the keys of that type. */
final class CheckReader {
    private static final int MAX_PORT = 65_535;
    private static final int DNS_PORT = 53;
    private static final List<String> TYPES = List.of("tcp", "http", "process", "ping", "dns", "file");
    private static final List<String> RECORDS = List.of("A", "AAAA", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT");
    private static final Map<String, Set<String>> KEYS = Map.of(
            "tcp", Set.of("host", "port"),
            "http", Set.of("url", "status", "body", "verify"),
            "process", Set.of("name", "quorum", "quorum_max"),
            "ping", Set.of("address"),
            "dns", Set.of("server", "port", "name", "record"),
            "file", Set.of("path"));

    /** Names are looked up by the probe, each time anew. */
    private static final String HOST = "[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252})";

    private static final String DOMAIN = "\\.|(?=.{1,253}$)([A-Za-z0-9_-]{1,63}\\.)*[A-Za-z0-9_-]{1,63}\\.?";

    private CheckReader() {}

    static Optional<Look> read(Section section) {
        return section.required("type").flatMap(value -> value.word(TYPES)).flatMap(type -> {
            refuseForeignKeys(section, type);
            return read(section, type);
        });
    }

    private static Optional<Look> read(Section section, String type) {
        return switch (type) {
            case "tcp" -> tcp(section);
            case "http" -> HttpCheckReader.read(section).map(Look::of);
            case "process" -> ProcessReader.read(section, "name");
            case "ping" -> host(section, "address").map(Probe.Ping::new).map(Look::of);
            case "dns" -> dns(section);
            case "file" ->
                FilePaths.read(section, "path").map(Probe.FileThere::new).map(Look::of);
            default -> throw new IllegalStateException("a type without a reader: " + type);
        };
    }

    private static void refuseForeignKeys(Section section, String type) {
        Set<String> foreign = new TreeSet<>();
        KEYS.values().forEach(foreign::addAll);
        foreign.removeAll(KEYS.getOrDefault(type, Set.of()));
        for (String key : foreign) {
            List<String> owners = TYPES.stream()
                    .filter(each -> KEYS.getOrDefault(each, Set.of()).contains(key))
                    .toList();
            section.value(key)
                    .ifPresent(value -> value.error(
                            "belongs to a check of type " + String.join(" or ", owners) + ", this one is " + type));
        }
    }

    private static Optional<Look> tcp(Section section) {
        Optional<String> host = section.required("host")
                .flatMap(value -> value.text("a host").flatMap(text -> {
                    boolean fine = Addresses.parse(text).isPresent() || text.matches(HOST);
                    if (!fine) {
                        value.error("must be an address or the name of a host, was " + Excerpt.quoted(text));
                    }
                    return fine ? Optional.of(text) : Optional.empty();
                }));
        Optional<Integer> port = section.required("port").flatMap(value -> value.integer(1, MAX_PORT));
        return host.flatMap(name -> port.map(number -> Look.of(new Probe.Tcp(name, number))));
    }

    private static Optional<Look> dns(Section section) {
        Optional<IpAddress> server = host(section, "server");
        int port = section.integer("port", 1, MAX_PORT).orElse(DNS_PORT);
        String record = section.word("record", RECORDS).orElse("A");
        Optional<String> name = section.required("name").flatMap(CheckReader::domain);
        return server.flatMap(address -> name.map(text -> Look.of(new Probe.Dns(address, port, text, record))));
    }

    static Optional<String> domain(Value value) {
        return value.text("a domain name").flatMap(text -> {
            boolean fine = text.matches(DOMAIN);
            if (!fine) {
                value.error("must be a domain name such as www.example.org, was " + Excerpt.quoted(text));
            }
            return fine ? Optional.of(text) : Optional.empty();
        });
    }

    private static Optional<IpAddress> host(Section section, String key) {
        return section.required(key)
                .flatMap(value -> value.address().filter(address -> {
                    // A service on this host itself is worth a look.
                    Optional<String> unfit =
                            Addresses.isLoopback(address) ? Optional.empty() : Addresses.unfit(address);
                    unfit.ifPresent(what -> value.error(address + " is " + what + " and cannot answer"));
                    return unfit.isEmpty();
                }));
    }
}
