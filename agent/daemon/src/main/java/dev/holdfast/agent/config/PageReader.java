package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.track.Probe;
import dev.holdfast.agent.track.Probe.Speech;
import dev.holdfast.agent.track.Probe.Speech.Version;
import dev.holdfast.agent.track.Probe.StatusRange;
import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the pages that an {@code HTTP_GET} or {@code SSL_GET} asks for. */
final class PageReader {
    private static final int MOST_URLS = 16;
    private static final String SETTINGS = "of keys to values";
    private static final Map<String, Version> VERSIONS =
            Map.of("1.0", Version.HTTP_1_0, "1.0C", Version.HTTP_1_0_CLOSING, "1.1", Version.HTTP_1_1);

    private final Section section;
    private final AddressPort at;
    private final boolean secure;
    private final Optional<String> outerHost;

    /**
     * @param section of the check
     * @param at where it connects
     * @param secure whether it speaks TLS
     * @param outerHost what is asked for where neither the check nor the page says
     */
    PageReader(Section section, AddressPort at, boolean secure, Optional<String> outerHost) {
        this.section = section;
        this.at = at;
        this.secure = secure;
        this.outerHost = virtualHost(section).or(() -> outerHost);
    }

    /** The {@code virtualhost} of a block. */
    static Optional<String> virtualHost(Section section) {
        return host(section, "virtualhost");
    }

    /** The name of a host behind a key. */
    static Optional<String> host(Section section, String key) {
        return section.value(key)
                .flatMap(value -> value.text("the name of a host").filter(name -> {
                    boolean fine = name.matches("[A-Za-z0-9_.:\\[\\]-]{1,253}");
                    if (!fine) {
                        value.error("must be the name of a host, was " + Excerpt.quoted(name));
                    }
                    return fine;
                }));
    }

    List<Probe> read() {
        warnWithoutTls();
        Optional<List<Value>> urls =
                section.required("url").map(value -> value.items().orElse(List.of(value)));
        if (urls.filter(all -> all.isEmpty() || all.size() > MOST_URLS).isPresent()) {
            section.value("url").ifPresent(value -> value.error("must hold 1.." + MOST_URLS + " urls"));
            return List.of();
        }
        Version version = section.word("http_protocol", List.of("1.0", "1.0C", "1.1"))
                .map(VERSIONS::get)
                .orElse(Version.HTTP_1_1);
        return urls.orElse(List.of()).stream()
                .flatMap(url -> Section.of(url.mark(), url, Block.HTTP_URL, SETTINGS).stream())
                .flatMap(url -> page(url, version).stream())
                .toList();
    }

    private void warnWithoutTls() {
        if (!secure) {
            List.of("enable_sni", "sni_name", "verify")
                    .forEach(key -> section.value(key)
                            .ifPresent(value -> value.warning("has no effect: HTTP_GET is without TLS")));
        }
    }

    private Optional<Probe> page(Section url, Version version) {
        List<StatusRange> statuses =
                url.value("status_code").map(HttpCheckReader::statuses).orElse(List.of(HttpCheckReader.SUCCESS));
        var body = url.value("regex").flatMap(HttpCheckReader::pattern);
        Optional<String> digest = url.value("digest").flatMap(PageReader::digest);
        Optional<String> host = virtualHost(url).or(() -> outerHost);
        Speech speech = new Speech(version, serverName(host));
        boolean verify = section.bool("verify").orElse(false);
        return uri(url).map(uri -> new Probe.Http(uri, statuses, body, verify, host, digest, speech));
    }

    /** A name of its own, or that of the host when it is asked for; also whose certificate it must be. */
    private Optional<String> serverName(Optional<String> host) {
        boolean enabled = section.bool("enable_sni").orElse(false);
        Optional<String> own = host(section, "sni_name");
        if (enabled && own.isEmpty() && host.isEmpty()) {
            section.value("enable_sni")
                    .ifPresent(value -> value.error("needs a virtualhost, or sni_name: an address is no" + " name"));
        }
        return own.or(() -> enabled ? host : Optional.empty()).filter(name -> secure);
    }

    private Optional<URI> uri(Section url) {
        return url.required("path")
                .flatMap(value -> value.text("a path such as /healthz").flatMap(path -> {
                    Optional<URI> uri = path.startsWith("/") ? parse(path) : Optional.empty();
                    if (uri.isEmpty()) {
                        value.error("must be a path such as /healthz, was " + Excerpt.quoted(path));
                    }
                    return uri;
                }));
    }

    private Optional<URI> parse(String path) {
        IpAddress address = at.address();
        String host = address.family() == IpFamily.IPV6 ? "[" + address + "]" : address.toString();
        try {
            URI uri = new URI((secure ? "https://" : "http://") + host + ":" + at.port() + path);
            return uri.getFragment() == null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty(); // The caller reports it, with the place.
        }
    }

    private static Optional<String> digest(Value value) {
        return value.text("32 hexadecimal digits").flatMap(text -> {
            boolean fine = text.matches("[0-9a-fA-F]{32}");
            if (!fine) {
                value.error("must be the 32 hexadecimal digits of an MD5, was " + Excerpt.quoted(text));
            }
            return fine ? Optional.of(text.toLowerCase(Locale.ROOT)) : Optional.empty();
        });
    }
}
