package dev.holdfast.agent.config;

import dev.holdfast.core.spi.Secret;
import dev.holdfast.core.spi.WebhookSettings.Target;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads where a webhook's receiver is and how it is reached. */
final class WebhookTargetReader {
    private static final long DEFAULT_TIMEOUT = 10 * Durations.SECOND;
    private static final long MOST_TIMEOUT = 60 * Durations.SECOND;
    private static final int MOST_HEADERS = 16;
    private static final int LONGEST_AUTHORITIES = 256 * 1024;

    /** What HTTP, and we, decide. */
    private static final Set<String> RESERVED = Set.of(
            "connection",
            "content-length",
            "content-type",
            "expect",
            "host",
            "idempotency-key",
            "transfer-encoding",
            "upgrade",
            "webhook-id",
            "webhook-signature",
            "webhook-timestamp");

    private final Section section;
    private final Host host;

    WebhookTargetReader(Section section, Host host) {
        this.section = section;
        this.host = host;
    }

    Optional<Target> read() {
        Optional<Secret> url = section.required("url").flatMap(this::url);
        Map<String, Secret> headers =
                section.value("headers").map(this::headers).orElse(Map.of());
        Optional<String> proxy = section.value("proxy").flatMap(WebhookTargetReader::proxy);
        Optional<String> authorities = section.value("ca").flatMap(this::authorities);
        long timeout = Spans.read(section, "timeout", Durations.SECOND, MOST_TIMEOUT, "1..60 seconds")
                .orElse(DEFAULT_TIMEOUT);
        return url.map(place -> new Target(place, headers, proxy, authorities, timeout));
    }

    private Optional<Secret> url(Value value) {
        return SecretReader.read(value, host).flatMap(text -> {
            Optional<URI> uri = parse(text);
            if (uri.isEmpty()) {
                value.error("must be a URL such as https://hooks.example.net/vip, without user and fragment");
            }
            uri.filter(found -> found.getScheme().equals("http") && !isHere(found))
                    .ifPresent(found -> value.warning("is not https: what is sent can be read and changed on its way"));
            return uri.map(URI::toString).map(Secret::new);
        });
    }

    private static boolean isHere(URI uri) {
        return uri.getHost().equals("localhost")
                || Addresses.parse(uri.getHost().replaceAll("[\\[\\]]", ""))
                        .filter(Addresses::isLoopback)
                        .isPresent();
    }

    private static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text);
            boolean fine = text.matches("https?://.+")
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null
                    && uri.getPort() <= 65_535
                    && uri.getPort() != 0;
            return fine ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty(); // The caller reports it, without the text, which is a secret.
        }
    }

    private Map<String, Secret> headers(Value value) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        value.mapping("of names to values")
                .ifPresent(mapping -> mapping.entries().values().forEach(entry -> {
                    Value each = value.at(entry);
                    if (!entry.key().matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}")) {
                        value.problems().error(entry.keyMark(), each.path(), "is not the name of a header");
                    } else if (RESERVED.contains(entry.key().toLowerCase(Locale.ROOT))) {
                        value.problems().error(entry.keyMark(), each.path(), "is a header that Holdfast sets itself");
                    }
                    SecretReader.read(each, host)
                            .filter(text -> isPrintable(each, text))
                            .ifPresent(text -> headers.put(entry.key(), new Secret(text)));
                }));
        if (headers.size() > MOST_HEADERS) {
            value.error("must hold at most " + MOST_HEADERS + " headers, was " + headers.size());
        }
        return headers;
    }

    private static boolean isPrintable(Value value, String text) {
        boolean fine = text.matches("[\\x20-\\x7e]{1,4096}");
        if (!fine) {
            value.error("must be 1..4096 printable ASCII characters");
        }
        return fine;
    }

    private static Optional<String> proxy(Value value) {
        return value.text("the address of a proxy").filter(text -> {
            boolean fine = parse(text)
                    .filter(uri -> uri.getScheme().equals("http") && uri.getPort() > 0)
                    .filter(uri -> uri.getPath().isEmpty() && uri.getQuery() == null)
                    .isPresent();
            if (!fine) {
                value.error("must be the address of an HTTP proxy such as http://proxy.example.net:3128");
            }
            return fine;
        });
    }

    private Optional<String> authorities(Value value) {
        return TextFile.read(value, host, LONGEST_AUTHORITIES).filter(pem -> {
            boolean fine = holdsCertificates(pem);
            if (!fine) {
                value.error("must be a file of PEM certificates");
            }
            return fine;
        });
    }

    private static boolean holdsCertificates(String pem) {
        try {
            return !CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .isEmpty();
        } catch (CertificateException none) {
            return false; // The caller reports it.
        }
    }
}
