package dev.holdfast.agent.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.http.WebConfig;
import io.vertx.core.http.ClientAuth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Web config files: one per mistake with what the operator is told beside it, rewritten as in {@link BadConfigTest}; and
 * what right ones mean.
 */
class WebConfigReaderTest {
    private static final Path RESOURCES = Path.of("src/test/resources/dev/holdfast/agent");
    private static final Path BAD = RESOURCES.resolve("config/badweb");
    private static final String HASH = "$2y$04$abcdefghijklmnopqrstuu35fBIWlNgF8BcAW/t2cO158N8svSFHy";

    @TempDir
    private Path folder = Path.of("");

    static List<String> names() {
        try (Stream<Path> files = Files.list(BAD)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isRefusedInExactlyTheseWords(String name) throws IOException {
        Path expected = BAD.resolve(name.replace(".yaml", ".expected"));

        WebConfigReader.Read read = WebConfigReader.read(BAD.resolve(name));

        assertThat(read.config()).isEmpty();
        String messages = read.problems().stream()
                .map(problem -> problem.toString().replace(RESOURCES + "/", "").replace("config/badweb/", "") + "\n")
                .collect(joining());
        if (Boolean.getBoolean("config.bad.rewrite")) {
            Files.writeString(expected, messages);
        }
        assertThat(messages).isEqualTo(Files.readString(expected));
        assertThat(messages).doesNotContain(FakeHost.SECRET);
    }

    private WebConfigReader.Read read(String yaml) {
        try {
            Path tls = RESOURCES.resolve("tls").toAbsolutePath();
            return WebConfigReader.read(Files.writeString(folder.resolve("web.yml"), yaml.replace("TLS/", tls + "/")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WebConfig accepted(String yaml) {
        WebConfigReader.Read read = read(yaml);
        return read.config()
                .orElseThrow(() -> new AssertionError(read.problems().toString()));
    }

    @Test
    void everythingAtOnce() {
        WebConfig web = accepted("""
                tls_server_config:
                  cert_file: TLS/server.pem
                  key_file: TLS/server.key
                  client_auth_type: RequireAndVerifyClientCert
                  client_ca_file: TLS/ca.pem
                  client_allowed_sans: [prometheus.example.net]
                  min_version: TLS13
                  cipher_suites: [TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305]
                  prefer_server_cipher_suites: true
                http_server_config:
                  http2: false
                  headers: {X-Frame-Options: deny, Strict-Transport-Security: max-age=3600, X-XSS-Protection: ""}
                basic_auth_users: {prometheus: %s}
                rate_limit: {interval: 10ms, burst: 20}
                """.formatted(HASH));

        WebConfig.Tls tls = web.tls().orElseThrow();
        assertThat(tls.clientAuth()).isEqualTo(ClientAuth.REQUIRED);
        assertThat(tls.protocols()).containsExactly("TLSv1.3");
        assertThat(tls.cipherSuites())
                .startsWith("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256")
                .contains("TLS_AES_128_GCM_SHA256");
        assertThat(web.http2()).isFalse();
        assertThat(web.headers())
                .isEqualTo(Map.of("X-Frame-Options", "deny", "Strict-Transport-Security", "max-age=3600"));
        assertThat(web.users()).isEqualTo(Map.of("prometheus", HASH));
        assertThat(web.rateLimit()).contains(new WebConfig.RateLimit(10_000_000L, 20));
        assertThat(web.protects()).isTrue();
        assertThat(web.toString()).doesNotContain(HASH);
    }

    @Test
    void defaultsAreThoseOfTheToolkit() {
        WebConfig web = accepted("tls_server_config: {cert_file: TLS/server.pem, key_file: TLS/server.key}");

        assertThat(web.http2()).isTrue();
        assertThat(web.users()).isEmpty();
        assertThat(web.rateLimit()).isEmpty();
        WebConfig.Tls tls = web.tls().orElseThrow();
        assertThat(tls.clientAuth()).isEqualTo(ClientAuth.NONE);
        assertThat(tls.clients()).isEmpty();
        assertThat(tls.protocols()).containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
        assertThat(tls.cipherSuites()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"server.pem,server.key", "server.pem,server.sec1.key", "rsa.pem,rsa.key", "rsa.pem,rsa.pkcs1.key"})
    void everyFormOfKeyThatOpensslWritesCanBeRead(String certificate, String key) {
        WebConfig web =
                accepted("tls_server_config: {cert_file: TLS/%s, key_file: TLS/%s}".formatted(certificate, key));

        assertThat(web.tls()).isPresent();
    }

    @Test
    void relativePathsAreRelativeToTheFile() throws IOException {
        Files.copy(RESOURCES.resolve("tls/server.pem"), folder.resolve("a.pem"));
        Files.copy(RESOURCES.resolve("tls/server.key"), folder.resolve("a.key"));

        WebConfigReader.Read read = read("tls_server_config: {cert_file: a.pem, key_file: a.key}");

        assertThat(read.config()).isPresent();
        assertThat(read.files())
                .containsExactlyInAnyOrder(folder.resolve("a.pem"), folder.resolve("a.key"), folder.resolve("web.yml"));
    }

    @Test
    void whatWeakensOrDoesNothingIsAWarning() {
        WebConfigReader.Read read = read("""
                tls_server_config:
                  cert_file: TLS/server.pem
                  key_file: TLS/server.key
                  client_auth_type: RequireAnyClientCert
                  min_version: TLS10
                  curve_preferences: [X25519]
                """);

        assertThat(read.config()).isPresent();
        assertThat(read.problems())
                .extracting(Problem::path)
                .containsExactly(
                        "tls_server_config.client_auth_type",
                        "tls_server_config.min_version",
                        "tls_server_config.curve_preferences");
        assertThat(read.problems()).noneMatch(Problem::isError);
        assertThat(read("basic_auth_users: {a: %s}".formatted(HASH)).problems())
                .singleElement()
                .hasToString(folder.resolve("web.yml") + ":1:19: warning: basic_auth_users: without tls_server_config"
                        + " passwords cross the network in the clear");
    }

    @Test
    void aRateOfNothingIsNoLimit() {
        assertThat(accepted("rate_limit: {interval: 0, burst: 20}").rateLimit()).isEqualTo(Optional.empty());
        assertThat(accepted("rate_limit: {interval: 0, burst: 20}").protects()).isFalse();
    }
}
