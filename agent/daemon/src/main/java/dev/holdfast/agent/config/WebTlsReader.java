package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.http.ClientCertificates;
import dev.holdfast.agent.http.WebConfig;
import io.vertx.core.http.ClientAuth;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/** Reads {@code tls_server_config} of a web config file, with the certificates that it names. */
final class WebTlsReader {
    private static final String NO_CERTIFICATE = "NoClientCert";
    private static final List<String> CLIENT_AUTH = List.of(
            NO_CERTIFICATE,
            "RequestClientCert",
            "RequireAnyClientCert",
            "RequireClientCert",
            "VerifyClientCertIfGiven",
            "RequireAndVerifyClientCert");
    private static final Set<String> VERIFYING = Set.of("VerifyClientCertIfGiven", "RequireAndVerifyClientCert");
    private static final Set<String> SELDOM = Set.of("RequestClientCert", "VerifyClientCertIfGiven");
    private static final List<String> VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");
    private static final int FIRST_SECURE = 2;
    private static final int NEWEST = 3;

    /** cipher_suites chooses among those of TLS 1.2; these belong to 1.3 and are always on. */
    private static final List<String> OF_TLS13 =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    private final Section section;
    private final WebFiles files;

    WebTlsReader(Section section, WebFiles files) {
        this.section = section;
        this.files = files;
    }

    /** The settings; empty when there was an error, which has been reported. */
    Optional<WebConfig.Tls> read() {
        Optional<List<X509Certificate>> chain = section.required("cert_file").flatMap(this::certificates);
        Optional<PrivateKey> key = section.required("key_file").flatMap(this::key);
        String auth = section.word("client_auth_type", CLIENT_AUTH).orElse(NO_CERTIFICATE);
        Optional<X509TrustManager> clients = clients(auth);
        List<String> suites =
                section.value("cipher_suites").map(this::cipherSuites).orElse(List.of());
        Set<String> protocols = protocols();
        section.value("prefer_server_cipher_suites").ifPresent(Value::bool);
        section.value("curve_preferences")
                .ifPresent(value -> value.warning("has no effect: Java chooses the curves (jdk.tls.namedGroups)"));
        if (chain.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        return keys(chain.get(), key.get())
                .map(keys -> new WebConfig.Tls(keys, clients, mode(auth), protocols, suites));
    }

    private Optional<List<X509Certificate>> certificates(Value value) {
        return files.text(value).flatMap(text -> {
            try {
                return Optional.of(Pem.certificates(text));
            } catch (GeneralSecurityException wrong) {
                value.error(name(value) + " " + words(wrong));
                return Optional.empty();
            }
        });
    }

    private Optional<PrivateKey> key(Value value) {
        return files.text(value).flatMap(text -> {
            try {
                return Optional.of(Pem.privateKey(text));
            } catch (GeneralSecurityException wrong) {
                value.error(name(value) + " " + words(wrong));
                return Optional.empty();
            }
        });
    }

    private static String name(Value value) {
        return Excerpt.plain(value.scalar().orElse(""));
    }

    private static String words(GeneralSecurityException wrong) {
        String message = String.valueOf(wrong.getMessage());
        return message.startsWith("has ") ? message : "has a damaged certificate";
    }

    private Optional<X509KeyManager> keys(List<X509Certificate> chain, PrivateKey key) {
        try {
            if (!Pem.belongTogether(chain.get(0), key)) {
                section.problems()
                        .error(section.markOf("key_file"), section.pathOf("key_file"), "is not the key of cert_file");
                return Optional.empty();
            }
            char[] noPassword = {};
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, noPassword);
            store.setKeyEntry("server", key, noPassword, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, noPassword);
            for (KeyManager each : factory.getKeyManagers()) {
                if (each instanceof X509KeyManager keys) {
                    return Optional.of(keys);
                }
            }
            throw new GeneralSecurityException("Java makes no use of X.509 here");
        } catch (GeneralSecurityException | java.io.IOException unusable) {
            section.problems()
                    .error(
                            section.markOf("cert_file"),
                            section.pathOf("cert_file"),
                            "cannot be used: " + unusable.getMessage());
            return Optional.empty();
        }
    }

    private Optional<X509TrustManager> clients(String auth) {
        Optional<Value> file = section.value("client_ca_file");
        Optional<List<X509Certificate>> authorities = file.flatMap(this::certificates);
        Set<String> names = section.value("client_allowed_sans")
                .map(value -> allowedNames(value, auth))
                .orElse(Set.of());
        if (auth.equals(NO_CERTIFICATE)) {
            file.ifPresent(value -> value.error("needs a client_auth_type other than NoClientCert"));
            return Optional.empty();
        }
        if (VERIFYING.contains(auth) && file.isEmpty()) {
            error("client_auth_type", auth + " needs client_ca_file");
        }
        if (!VERIFYING.contains(auth)) {
            section.value("client_auth_type")
                    .ifPresent(value -> value.warning("lets in any certificate, whoever signed it;"
                            + " RequireAndVerifyClientCert is what keeps strangers out"));
        }
        Optional<X509TrustManager> trusted =
                VERIFYING.contains(auth) ? authorities.flatMap(this::trust) : Optional.empty();
        return Optional.of(new ClientCertificates(trusted, names));
    }

    private Set<String> allowedNames(Value value, String auth) {
        if (auth.equals(NO_CERTIFICATE) || SELDOM.contains(auth)) {
            value.error("needs client_auth_type RequireAndVerifyClientCert: without a certificate there is no name");
        }
        return new HashSet<>(texts(value));
    }

    private Optional<X509TrustManager> trust(List<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("ca" + i, authorities.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            for (TrustManager each : factory.getTrustManagers()) {
                if (each instanceof X509TrustManager manager) {
                    return Optional.of(manager);
                }
            }
            throw new GeneralSecurityException("Java makes no use of X.509 here");
        } catch (GeneralSecurityException | java.io.IOException unusable) {
            error("client_ca_file", "cannot be used: " + unusable.getMessage());
            return Optional.empty();
        }
    }

    private static ClientAuth mode(String auth) {
        return switch (auth) {
            case NO_CERTIFICATE -> ClientAuth.NONE;
            case "RequestClientCert", "VerifyClientCertIfGiven" -> ClientAuth.REQUEST;
            default -> ClientAuth.REQUIRED;
        };
    }

    private Set<String> protocols() {
        int min = Math.max(FIRST_SECURE, version("min_version", FIRST_SECURE));
        int max = version("max_version", NEWEST);
        if (min > max) {
            error("max_version", "must not be below min_version, and TLS12 is the lowest that Java speaks");
        }
        Set<String> protocols = new HashSet<>();
        for (int version = min; version <= max; version++) {
            protocols.add("TLSv1." + version);
        }
        return protocols;
    }

    private int version(String key, int otherwise) {
        Optional<Value> value = section.value(key);
        int version = value.flatMap(found -> found.word(VERSIONS))
                .map(VERSIONS::indexOf)
                .orElse(otherwise);
        if (version < FIRST_SECURE && key.equals("min_version")) {
            value.ifPresent(found -> found.warning("means TLS12: Java speaks nothing older"));
        }
        return version;
    }

    private List<String> cipherSuites(Value value) {
        List<String> wanted = texts(value).stream().map(WebTlsReader::asInJava).toList();
        Set<String> known = known();
        List<String> unknown =
                wanted.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            value.error("Java has no "
                    + String.join(", ", unknown.stream().map(Excerpt::plain).toList()));
        }
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<String> all = new ArrayList<>(wanted);
        all.addAll(OF_TLS13);
        return all;
    }

    /** Go also has names of its own for two of them. */
    private static String asInJava(String name) {
        return name.endsWith("_WITH_CHACHA20_POLY1305") ? name + "_SHA256" : name;
    }

    private static Set<String> known() {
        try {
            return Set.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
        } catch (GeneralSecurityException withoutTls) {
            return Set.of(); // Then none can be had, and the operator is told so.
        }
    }

    private static List<String> texts(Value value) {
        Optional<List<Value>> items = value.items();
        if (items.isEmpty()) {
            value.error("must be a list, was " + value.node().kind());
        }
        return items.orElse(List.of()).stream()
                .flatMap(item -> item.text("a text").stream())
                .toList();
    }

    private void error(String key, String message) {
        section.problems().error(section.markOf(key), section.pathOf(key), message);
    }
}
