package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.config.yaml.Mark;
import dev.holdfast.agent.config.yaml.YamlDocument;
import dev.holdfast.agent.config.yaml.YamlNode.Entry;
import dev.holdfast.agent.config.yaml.YamlPath;
import dev.holdfast.agent.config.yaml.YamlReader;
import dev.holdfast.agent.http.WebConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a web config file: the format that Prometheus' exporter toolkit gives all exporters for TLS, logins and headers.
 * Blocks on the disk; stateless.
 */
public final class WebConfigReader {
    private static final int MAX_BYTES = 1 << 18;
    private static final String SETTINGS = "of keys to values";
    private static final List<String> HEADERS = List.of(
            "Content-Security-Policy",
            "X-Frame-Options",
            "X-Content-Type-Options",
            "X-XSS-Protection",
            "Strict-Transport-Security");
    private static final Map<String, List<String>> HEADER_WORDS =
            Map.of("X-Frame-Options", List.of("deny", "sameorigin"), "X-Content-Type-Options", List.of("nosniff"));
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$([0-9]{2})\\$[./A-Za-z0-9]{53}");

    /** One login of cost 16 takes four seconds; each step beyond doubles that. */
    private static final int HIGHEST_COST = 16;

    private static final int MAX_BURST = 1_000_000;

    private WebConfigReader() {}

    /**
     * What was found.
     *
     * @param config empty when there was an error
     * @param problems errors and warnings, each with its place in the web config file
     * @param files what was looked at: when none of it has changed, nothing has
     */
    public record Read(Optional<WebConfig> config, List<Problem> problems, List<Path> files) {
        public Read {
            problems = List.copyOf(problems);
            files = List.copyOf(files);
        }
    }

    /** Reads a file of this machine. */
    public static Read read(Path file) {
        return read(file, new ThisHost(""));
    }

    static Read read(Path file, Host host) {
        Problems problems = new Problems(file.toString());
        Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
        WebFiles files = new WebFiles(folder, host);
        Optional<WebConfig> config = top(file, host, problems).map(top -> read(top, files));
        List<Path> looked = new ArrayList<>(files.read());
        looked.add(file);
        return new Read(problems.errorCount() > 0 ? Optional.empty() : config, problems.inOrder(), looked);
    }

    private static Optional<Section> top(Path file, Host host, Problems problems) {
        try {
            byte[] bytes = host.read(file, MAX_BYTES + 1);
            Utf8.Text text = Utf8.decode(bytes);
            if (bytes.length > MAX_BYTES || text.complaint().isPresent()) {
                problems.error(text.end(), YamlPath.ROOT, text.complaint().orElse("is larger than 256 KiB"));
                return Optional.empty();
            }
            YamlDocument document = YamlReader.read(text.content());
            document.faults().forEach(fault -> problems.error(fault.mark(), fault.path(), fault.message()));
            if (document.root().isEmpty() && document.faults().isEmpty()) {
                problems.error(Mark.START, YamlPath.ROOT, "is empty");
            }
            return document.root()
                    .filter(root -> document.faults().isEmpty())
                    .flatMap(root -> Section.of(
                            Mark.START, new Value(YamlPath.ROOT, root, problems), Block.WEB_CONFIG, SETTINGS));
        } catch (IOException e) {
            problems.error(Mark.START, YamlPath.ROOT, IoWords.of(e));
            return Optional.empty();
        }
    }

    private static WebConfig read(Section top, WebFiles files) {
        Optional<Section> tls = top.section("tls_server_config", Block.WEB_TLS, SETTINGS);
        Optional<Section> http = top.section("http_server_config", Block.WEB_HTTP, SETTINGS);
        boolean http2 = http.flatMap(section -> section.value("http2"))
                .flatMap(Value::bool)
                .orElse(true);
        Map<String, String> headers = http.flatMap(section -> section.value("headers"))
                .map(WebConfigReader::headers)
                .orElse(Map.of());
        Map<String, String> users =
                top.value("basic_auth_users").map(WebConfigReader::users).orElse(Map.of());
        if (!users.isEmpty() && tls.isEmpty()) {
            top.value("basic_auth_users")
                    .ifPresent(value ->
                            value.warning("without tls_server_config passwords cross the network in the clear"));
        }
        Optional<WebConfig.RateLimit> rate =
                top.section("rate_limit", Block.WEB_RATE, SETTINGS).flatMap(WebConfigReader::rate);
        return new WebConfig(
                tls.flatMap(section -> new WebTlsReader(section, files).read()), http2, headers, users, rate);
    }

    private static Map<String, String> headers(Value value) {
        Map<String, String> headers = new HashMap<>();
        for (Entry entry : entries(value, "of header names to values")) {
            Value each = value.at(entry);
            if (!HEADERS.contains(entry.key())) {
                each.error("unknown header; allowed: " + String.join(", ", HEADERS));
            } else {
                each.scalar()
                        .filter(text -> !text.isEmpty() && fits(each, entry.key(), text))
                        .ifPresent(text -> headers.put(entry.key(), text));
            }
        }
        return headers;
    }

    private static boolean fits(Value value, String header, String text) {
        List<String> words = HEADER_WORDS.getOrDefault(header, List.of());
        if (!words.isEmpty() && words.stream().noneMatch(text::equalsIgnoreCase)) {
            value.error("must be " + String.join(" or ", words) + ", was " + Excerpt.quoted(text));
            return false;
        }
        if (text.chars().anyMatch(c -> c < ' ' || c > '~')) {
            value.error("must be printable ASCII");
            return false;
        }
        return true;
    }

    private static Map<String, String> users(Value value) {
        Map<String, String> users = new HashMap<>();
        for (Entry entry : entries(value, "of user names to bcrypt hashes")) {
            Value each = value.at(entry);
            String hash = each.scalar().orElse("");
            Matcher matcher = BCRYPT.matcher(hash);
            if (!matcher.matches()) {
                each.error("must be the bcrypt hash of the password, as htpasswd -nBC 10 writes it");
            } else if (Integer.parseInt(matcher.group(1)) > HIGHEST_COST) {
                each.error("the cost of the hash must be at most " + HIGHEST_COST + ", was " + matcher.group(1));
            } else {
                users.put(entry.key(), hash);
            }
        }
        return users;
    }

    private static List<Entry> entries(Value value, String hint) {
        return value.mapping(hint)
                .map(mapping -> List.copyOf(mapping.entries().values()))
                .orElse(List.of());
    }

    private static Optional<WebConfig.RateLimit> rate(Section section) {
        Optional<Long> interval = section.required("interval").flatMap(Value::durationNanos);
        Optional<Integer> burst = section.required("burst").flatMap(value -> value.integer(1, MAX_BURST));
        return interval.filter(nanos -> nanos > 0)
                .flatMap(nanos -> burst.map(number -> new WebConfig.RateLimit(nanos, number)));
    }
}
