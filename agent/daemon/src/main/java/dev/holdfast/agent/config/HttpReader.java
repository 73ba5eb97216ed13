package dev.holdfast.agent.config;

import dev.holdfast.agent.config.HttpConfig.Listen;
import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.http.WebConfig;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code http}. */
final class HttpReader {
    static final List<String> OFF_WORDS = List.of("off", "false", "no");
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?:\\[(?<six>[^\\]]+)\\]|(?<four>[^:\\[\\]]+)):(?<port>.*)");
    private static final String FORM = "ADDRESS:PORT such as 127.0.0.1:9112 or [::1]:9112, or off";

    private final Section section;
    private final Host host;

    private HttpReader(Section section, Host host) {
        this.section = section;
        this.host = host;
    }

    static HttpConfig read(Section section, Host host) {
        return new HttpReader(section, host).read();
    }

    private HttpConfig read() {
        Optional<Path> webConfig = section.value("web_config").flatMap(value -> FilePaths.read(section, "web_config"));
        boolean isProtected = webConfig.map(this::protects).orElse(false);
        boolean insecure = section.bool("insecure").orElse(false);
        Optional<Value> listen = section.value("listen");
        Optional<Listen> endpoint =
                listen.isEmpty() ? HttpConfig.DEFAULT.listen() : listen(listen.get(), insecure || isProtected);
        return new HttpConfig(endpoint, webConfig);
    }

    /** Whether the file asks for TLS or a login; one that is wrong is reported as itself, and not again as no protection. */
    private boolean protects(Path file) {
        WebConfigReader.Read read = WebConfigReader.read(file, host);
        section.problems().addOfAnotherFile(read.problems());
        return read.config().map(WebConfig::protects).orElse(true);
    }

    private static Optional<Listen> listen(Value value, boolean mayBeSeen) {
        Optional<String> text = value.text(FORM);
        if (text.isEmpty() || OFF_WORDS.contains(text.get())) {
            return Optional.empty();
        }
        Matcher matcher = HOST_AND_PORT.matcher(text.get());
        if (!matcher.matches()) {
            value.error("must be " + FORM + ", was " + Excerpt.quoted(text.get()));
            return Optional.empty();
        }
        return endpoint(value, matcher, mayBeSeen);
    }

    private static Optional<Listen> endpoint(Value value, Matcher matcher, boolean mayBeSeen) {
        String digits = matcher.group("port");
        Optional<Integer> port = Numbers.parse(digits, 1, 65_535);
        if (port.isEmpty()) {
            value.error("the port " + Numbers.complaint(digits, 1, 65_535));
        }
        Optional<IpAddress> address = address(matcher);
        if (address.isEmpty()) {
            String found = matcher.group("six") == null ? matcher.group("four") : matcher.group("six");
            value.error("the address must be an IP address or localhost, was " + Excerpt.quoted(found));
            return Optional.empty();
        }
        if (!mayBeSeen && !Addresses.isLoopback(address.get())) {
            value.error("listens beyond this host, without encryption or login; give it a web_config with"
                    + " tls_server_config or basic_auth_users, or, if that is wanted, write `insecure: true` beside it,"
                    + " was " + address.get());
        }
        return port.map(number -> new Listen(address.get().toString(), number));
    }

    private static Optional<IpAddress> address(Matcher matcher) {
        if (matcher.group("six") != null) {
            return Addresses.parse(matcher.group("six")).filter(address -> address.family() == IpFamily.IPV6);
        }
        String host = matcher.group("four");
        return Addresses.parse(host.equals("localhost") ? "127.0.0.1" : host);
    }
}
