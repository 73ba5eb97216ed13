package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.track.Probe;
import dev.holdfast.agent.track.Probe.StatusRange;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads a check of type {@code http}. */
final class HttpCheckReader {
    static final StatusRange SUCCESS = new StatusRange(200, 299);
    private static final Pattern RANGE = Pattern.compile("([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");

    /** There are not many more codes in use. */
    private static final int MAX_RANGES = 64;

    private static final int MAX_PATTERN = 1_000;

    private HttpCheckReader() {}

    static Optional<Probe> read(Section section) {
        Optional<URI> uri = section.required("url").flatMap(HttpCheckReader::uri);
        List<StatusRange> statuses =
                section.value("status").map(HttpCheckReader::statuses).orElse(List.of(SUCCESS));
        Optional<Pattern> body = section.value("body").flatMap(HttpCheckReader::pattern);
        boolean verify = section.bool("verify").orElse(true);
        if (uri.isPresent() && !uri.get().getScheme().equals("https")) {
            section.value("verify").ifPresent(value -> value.warning("has no effect: the url is not https"));
        }
        return uri.map(target -> new Probe.Http(target, statuses, body, verify));
    }

    private static Optional<URI> uri(Value value) {
        return value.text("an http or https URL").flatMap(text -> {
            Optional<URI> uri = parse(text);
            if (uri.isEmpty()) {
                value.error("must be a URL such as http://127.0.0.1/healthz or https://www.example.org/, without user"
                        + " and fragment, and with a name instead of an IPv6 address");
            }
            return uri;
        });
    }

    private static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text);
            boolean fine = text.matches("https?://.+")
                    && uri.getHost() != null
                    && !uri.getHost().startsWith("[")
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null
                    && uri.getPort() <= 65_535
                    && uri.getPort() != 0;
            return fine ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty(); // The caller reports it, without the text: people put passwords into URLs.
        }
    }

    static List<StatusRange> statuses(Value value) {
        List<Value> items = value.items().orElse(List.of(value));
        if (items.isEmpty() || items.size() > MAX_RANGES) {
            value.error("must hold 1.." + MAX_RANGES + " status codes, was " + items.size());
            return List.of();
        }
        return items.stream().flatMap(item -> range(item).stream()).toList();
    }

    private static Optional<StatusRange> range(Value value) {
        String form = "a status code such as 200, or a range such as 301-399";
        return value.text(form).flatMap(text -> {
            Matcher matcher = RANGE.matcher(text);
            if (matcher.matches()) {
                int from = Integer.parseInt(matcher.group(1));
                int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
                if (from <= to) {
                    return Optional.of(new StatusRange(from, to));
                }
            }
            value.error("must be " + form + ", was " + Excerpt.quoted(text));
            return Optional.empty();
        });
    }

    static Optional<Pattern> pattern(Value value) {
        return value.text("a regular expression").flatMap(text -> {
            if (text.isEmpty() || text.length() > MAX_PATTERN) {
                value.error("must be a regular expression of 1.." + MAX_PATTERN + " characters, was " + text.length());
                return Optional.empty();
            }
            try {
                return Optional.of(Pattern.compile(text));
            } catch (PatternSyntaxException e) {
                value.error("must be a regular expression: " + e.getDescription());
                return Optional.empty();
            }
        });
    }
}
