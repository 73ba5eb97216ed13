package dev.holdfast.agent.http;

import io.vertx.core.http.ClientAuth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * What a web config file of Prometheus' exporter toolkit asks for.
 *
 * @param tls empty for plain HTTP
 * @param http2 whether HTTP/2 is offered; only with TLS
 * @param headers added to every answer
 * @param users who may ask, and the bcrypt hash of each password; empty for everybody
 * @param rateLimit empty for none
 */
public record WebConfig(
        Optional<Tls> tls,
        boolean http2,
        Map<String, String> headers,
        Map<String, String> users,
        Optional<RateLimit> rateLimit) {
    /** Plain HTTP for everybody. */
    public static final WebConfig NONE = new WebConfig(Optional.empty(), false, Map.of(), Map.of(), Optional.empty());

    public WebConfig {
        headers = Map.copyOf(headers);
        users = Map.copyOf(users);
    }

    /** Whether what is served is encrypted, or shown only to those who log in. */
    public boolean protects() {
        return tls.isPresent() || !users.isEmpty();
    }

    /** Hashes of passwords stay out of logs. */
    @Override
    public String toString() {
        return "WebConfig[tls=" + tls.isPresent() + ", http2=" + http2 + ", users=" + users.keySet() + "]";
    }

    /**
     * How connections are encrypted.
     *
     * @param keys the certificate and its key
     * @param clients judges the certificates of clients; empty when none is asked for
     * @param clientAuth whether clients are asked for certificates, and must have one
     * @param protocols as Java names them, such as {@code TLSv1.3}
     * @param cipherSuites those that may be used; empty for Java's choice
     */
    public record Tls(
            X509KeyManager keys,
            Optional<X509TrustManager> clients,
            ClientAuth clientAuth,
            Set<String> protocols,
            List<String> cipherSuites) {
        public Tls {
            protocols = Set.copyOf(protocols);
            cipherSuites = List.copyOf(cipherSuites);
        }
    }

    /**
     * Requests of all clients together.
     *
     * @param intervalNanos one more request may be made after each
     * @param burst so many may come at once, at least 1
     */
    public record RateLimit(long intervalNanos, int burst) {}
}
