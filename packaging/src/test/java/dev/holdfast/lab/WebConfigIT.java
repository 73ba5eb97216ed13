package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A web config file as every exporter takes it: accepted by Prometheus' own tool and by the agent, with the same effect. */
@LabTest(tools = "openssl")
@Execution(ExecutionMode.CONCURRENT)
class WebConfigIT {
    private static final Path CERTIFICATES = Path.of("../agent/daemon/src/test/resources/dev/holdfast/agent/tls");

    /** What Prometheus 2.42 knows of it; the password is s3cr3t. */
    private static final String WEB_CONFIG = """
            tls_server_config:
              cert_file: server.pem
              key_file: server.key
              min_version: TLS12
              prefer_server_cipher_suites: true
              cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]
            http_server_config:
              http2: true
              headers:
                X-Frame-Options: deny
                Strict-Transport-Security: max-age=3600
            basic_auth_users:
              prometheus: $2y$04$abcdefghijklmnopqrstuu35fBIWlNgF8BcAW/t2cO158N8svSFHy
            """;

    private final String url = "https://192.0.2.11:9112";

    private static Path files(Lab lab) throws IOException {
        put(lab, "server", "server");
        Files.copy(CERTIFICATES.resolve("ca.pem"), lab.folder().resolve("ca.pem"));
        lab.write("password", "s3cr3t\n");
        return lab.write("web.yml", WEB_CONFIG);
    }

    /** Replaces as certbot does: a new file under the old name. */
    private static void put(Lab lab, String name, String as) throws IOException {
        for (String ending : List.of(".pem", ".key")) {
            Path fresh = Files.copy(
                    CERTIFICATES.resolve(name + ending),
                    lab.folder().resolve("fresh" + ending),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.move(fresh, lab.folder().resolve(as + ending), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static HoldfastProcess start(Lab lab, LabNode a, Path web) {
        String yaml = Router.of(Protocol.V3_IPV4, 150, a, a).holdfastConfig();
        return HoldfastProcess.start(lab, a, "http: {listen: \"192.0.2.11:9112\", web_config: " + web + "}\n" + yaml);
    }

    private Shell.Result curl(Lab lab, LabNode a, String... more) {
        String ca = lab.folder().resolve("ca.pem").toString();
        List<String> command =
                new java.util.ArrayList<>(List.of("curl", "-sS", "-i", "-m", "5", "--cacert", ca, url + "/readyz"));
        command.addAll(List.of(more));
        return a.exec(command.toArray(String[]::new));
    }

    @Test
    void theSameFileServesPrometheusAndTheAgent() throws IOException {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            Path web = files(lab);

            Shell.Result verdict = Shell.attempt(List.of("promtool", "check", "web-config", web.toString()));
            assertThat(verdict.status()).as(verdict.output()).isZero();

            HoldfastProcess agent = start(lab, a, web);
            assertThat(Clock.waitFor(30, () -> curl(lab, a).output().contains(" 401")))
                    .as(agent.log())
                    .isTrue();
            assertThat(curl(lab, a, "-u", "prometheus:wrong").output()).contains(" 401");
            assertThat(curl(lab, a, "-u", "prometheus:s3cr3t").output())
                    .startsWith("HTTP/2 200")
                    .containsIgnoringCase("x-frame-options: deny")
                    .containsIgnoringCase("strict-transport-security: max-age=3600");
            assertThat(a.exec("curl", "-sS", "-m", "5", "http://192.0.2.11:9112/readyz")
                            .status())
                    .isNotZero();
            assertThat(status(lab, a).output()).contains("VI_1").contains("MASTER");
            assertThat(a.exec(HoldfastProcess.launcher().toString(), "status", "--url", url)
                            .status())
                    .isEqualTo(3);
        }
    }

    private Shell.Result status(Lab lab, LabNode a) {
        String folder = lab.folder().toString();
        return a.exec(
                HoldfastProcess.launcher().toString(),
                "status",
                "--url",
                url,
                "--ca",
                folder + "/ca.pem",
                "--user",
                "prometheus",
                "--password-file",
                folder + "/password");
    }

    @Test
    void aCertificateIsReplacedWithoutARestartAndAWrongOneIsNot() throws IOException {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            HoldfastProcess agent = start(lab, a, files(lab));
            assertThat(Clock.waitFor(30, () -> subject(a).contains("CN = server")))
                    .as(agent.log())
                    .isTrue();

            lab.write("server.key", "no key\n");
            agent.process().awaitLine("server.key has no private key", 15);
            assertThat(subject(a)).contains("CN = server");

            put(lab, "renewed", "server");
            assertThat(Clock.waitFor(15, () -> subject(a).contains("CN = renewed")))
                    .as(agent.log())
                    .isTrue();
            assertThat(agent.process().isAlive()).isTrue();
            assertThat(curl(lab, a, "-u", "prometheus:s3cr3t").output()).contains(" 200");
        }
    }

    private static String subject(LabNode a) {
        return a.exec(
                        "bash",
                        "-c",
                        "openssl s_client -connect 192.0.2.11:9112 </dev/null 2>/dev/null"
                                + " | openssl x509 -noout -subject 2>/dev/null")
                .output();
    }

    @Test
    void aFileThatIsWrongIsAProblemWithItsPlaceBeforeAnythingStarts() throws IOException {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            Path web = files(lab);
            Files.delete(lab.folder().resolve("server.key"));

            HoldfastProcess agent = start(lab, a, web);

            assertThat(agent.process().awaitExit(20)).isEqualTo(1);
            assertThat(agent.log())
                    .contains(web + ":3:13: tls_server_config.key_file: ")
                    .contains("no such file");
        }
    }
}
