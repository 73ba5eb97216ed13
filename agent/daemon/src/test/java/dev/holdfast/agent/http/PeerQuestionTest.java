package dev.holdfast.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.config.WebConfigReader;
import dev.holdfast.agent.log.RecentEvents;
import dev.holdfast.agent.peers.Asker;
import dev.holdfast.agent.peers.PeerSettings;
import dev.holdfast.agent.peers.PeerSettings.Identity;
import dev.holdfast.agent.peers.PeerSettings.Peer;
import dev.holdfast.core.spi.PeerFailure;
import dev.holdfast.core.spi.Secret;
import dev.holdfast.core.split.PeerAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One agent asks another that is protected: TLS, a token, certificates of clients. */
@Timeout(60)
class PeerQuestionTest {
    private static final String USERS =
            "basic_auth_users: {ops: $2y$04$abcdefghijklmnopqrstuu35fBIWlNgF8BcAW/t2cO158N8svSFHy}\n";
    private static final String TOKEN = "one-token-for-both-nodes";

    @TempDir
    private Path folder = Path.of("");

    private Optional<StatusServer> server = Optional.empty();

    @AfterEach
    void stop() {
        server.ifPresent(StatusServer::close);
    }

    private int start(String clients) throws IOException {
        String yaml = "tls_server_config: {cert_file: %s, key_file: %s%s}\n"
                        .formatted(TlsClient.path("server.pem"), TlsClient.path("server.key"), clients)
                + USERS;
        WebConfig web = WebConfigReader.read(Files.writeString(folder.resolve("web.yml"), yaml))
                .config()
                .orElseThrow();
        HttpSettings settings =
                new HttpSettings("127.0.0.1", 0, Optional.of(new HttpSettings.Web(web, Optional::empty, 60_000)));
        StatusServer started =
                StatusServer.start(settings, new Shown(new Snapshots(true), new RecentEvents(), () -> 0, List.of()));
        started.token(Optional.of(new Secret(TOKEN)));
        server = Optional.of(started);
        return started.port();
    }

    private static String pem(String name) throws IOException {
        return Files.readString(TlsClient.path(name));
    }

    private static Peer peer(int port, String authorization) throws IOException {
        return new Peer(
                "lb02",
                URI.create("https://127.0.0.1:" + port + "/status"),
                Optional.of(new Secret(authorization)),
                Optional.of(pem("ca.pem")),
                Optional.empty(),
                Optional.of("localhost"));
    }

    private static PeerAnswer ask(Peer peer) throws InterruptedException {
        BlockingQueue<PeerAnswer> answers = new LinkedBlockingQueue<>();
        try (Asker asker = new Asker(() -> {}, System::nanoTime, answers::add)) {
            asker.reconfigure(new PeerSettings(List.of(peer), 10_000_000_000L, Optional.empty()));
            return Optional.ofNullable(answers.poll(30, TimeUnit.SECONDS)).orElseThrow();
        }
    }

    private static Optional<PeerFailure> failure(Peer peer) throws InterruptedException {
        return ask(peer).failure().map(PeerAnswer.Failure::reason);
    }

    @Test
    void theTokenLetsInAndAnotherDoesNot() throws Exception {
        int port = start("");

        assertThat(failure(peer(port, "Bearer " + TOKEN))).isEmpty();
        assertThat(failure(peer(port, "Bearer " + TOKEN + "x"))).contains(PeerFailure.LOGIN);
        assertThat(failure(peer(port, "Basic b3BzOnMzY3IzdA=="))).isEmpty();
    }

    @Test
    void theTokenIsForTheStatusAlone() throws Exception {
        int port = start("");
        HttpClient client = TlsClient.trustingCa();

        for (String path : List.of("/events", "/status/VI_1", "/", "/status/")) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                            .header("Authorization", "Bearer " + TOKEN)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.body()).contains("split_brain.token_file").doesNotContain(TOKEN);
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
        int port = start("");
        Peer right = peer(port, "Bearer " + TOKEN);
        Peer untrusting = new Peer(
                "lb02", right.url(), right.authorization(), Optional.empty(), Optional.empty(), right.serverName());
        Peer misnamed = new Peer(
                "lb02",
                right.url(),
                right.authorization(),
                right.authorities(),
                Optional.empty(),
                Optional.of("elsewhere.example.net"));

        assertThat(failure(untrusting)).contains(PeerFailure.TLS);
        assertThat(failure(misnamed)).contains(PeerFailure.TLS);
    }

    @Test
    void aCertificateIsShownWhereOneIsWanted() throws Exception {
        int port = start(", client_auth_type: RequireAndVerifyClientCert, client_ca_file: " + TlsClient.path("ca.pem"));
        Peer without = peer(port, "Bearer " + TOKEN);
        Peer with = new Peer(
                "lb02",
                without.url(),
                without.authorization(),
                without.authorities(),
                Optional.of(new Identity(pem("client.pem"), new Secret(pem("client.key")))),
                without.serverName());

        assertThat(failure(with)).isEmpty();
        assertThat(failure(without)).isPresent();
    }
}
