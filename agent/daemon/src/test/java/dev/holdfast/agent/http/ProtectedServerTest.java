package dev.holdfast.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.agent.config.WebConfigReader;
import dev.holdfast.agent.log.RecentEvents;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS, logins, headers and rates, as a web config file asks for them. */
@Timeout(60)
class ProtectedServerTest {
    private static final String TLS = "tls_server_config: {cert_file: %s, key_file: %s%s}\n";
    /** The password is s3cr3t; hashed by the C library, not by what verifies it here. */
    private static final String USERS =
            "basic_auth_users: {ops: $2y$04$abcdefghijklmnopqrstuu35fBIWlNgF8BcAW/t2cO158N8svSFHy}\n";

    private static final String RIGHT = "ops:s3cr3t";

    @TempDir
    private Path folder = Path.of("");

    private final AtomicReference<Optional<WebConfig>> change = new AtomicReference<>(Optional.empty());
    private final List<StatusServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(StatusServer::close);
    }

    private static String tls(String name, String more) {
        return TLS.formatted(TlsClient.path(name + ".pem"), TlsClient.path(name + ".key"), more);
    }

    private WebConfig web(String yaml) throws IOException {
        WebConfigReader.Read read = WebConfigReader.read(Files.writeString(folder.resolve("web.yml"), yaml));
        return read.config()
                .orElseThrow(() -> new AssertionError(read.problems().toString()));
    }

    private StatusServer start(String yaml) throws IOException {
        HttpSettings.Web web = new HttpSettings.Web(web(yaml), () -> change.getAndSet(Optional.empty()), 50);
        HttpSettings settings = new HttpSettings("127.0.0.1", 0, Optional.of(web));
        Shown shown = new Shown(new Snapshots(true), new RecentEvents(), () -> 0, List.of());
        StatusServer server = StatusServer.start(settings, shown);
        servers.add(server);
        return server;
    }

    private static HttpResponse<String> get(HttpClient client, String scheme, StatusServer server, String login)
            throws IOException, InterruptedException {
        return client.send(request(scheme, server, login), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(String scheme, StatusServer server, String login) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(scheme + "://localhost:" + server.port() + "/readyz"));
        if (!login.isEmpty()) {
            byte[] octets = login.getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(octets));
        }
        return request.build();
    }

    @Test
    void tlsIsSpokenInBothVersionsOfHttp() throws Exception {
        StatusServer server = start(tls("server", ""));

        HttpResponse<String> two = get(TlsClient.trustingCa(), "https", server, "");
        assertThat(two.statusCode()).isEqualTo(200);
        assertThat(two.version()).isEqualTo(HttpClient.Version.HTTP_2);
        HttpResponse<String> one = get(TlsClient.speaking(HttpClient.Version.HTTP_1_1), "https", server, "");
        assertThat(one.statusCode()).isEqualTo(200);
        assertThat(one.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThatThrownBy(() -> get(HttpClient.newHttpClient(), "https", server, ""))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void http2CanBeSwitchedOff() throws Exception {
        StatusServer server = start(tls("server", "") + "http_server_config: {http2: false}\n");

        assertThat(get(TlsClient.trustingCa(), "https", server, "").version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    @Test
    void onlyThoseWithAPasswordGetIn() throws Exception {
        StatusServer server = start(USERS);
        HttpClient client = HttpClient.newHttpClient();

        HttpResponse<String> stranger = get(client, "http", server, "");
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Basic "));
        for (String wrong : List.of("ops:s3cr3", "ops:", "root:s3cr3t", "ops")) {
            assertThat(get(client, "http", server, wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(401);
            assertThat(get(client, "http", server, wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(401);
        }
        assertThat(get(client, "http", server, RIGHT).statusCode()).isEqualTo(200);
        assertThat(get(client, "http", server, RIGHT).statusCode()).isEqualTo(200);
    }

    @Test
    void wrongPasswordsDoNotKeepOutWhoHasBeenHere() throws Exception {
        // One look at a password of cost 10 takes about a twentieth of a second.
        StatusServer server = start(USERS.replace("}", ", slow: $2y$10$" + "a".repeat(53) + "}"));
        assertThat(get(HttpClient.newHttpClient(), "http", server, RIGHT).statusCode())
                .isEqualTo(200);

        HttpClient stranger = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<String>>> storm = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            HttpRequest request = request("http", server, "slow:wrong" + i);
            storm.add(stranger.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }
        assertThat(get(HttpClient.newHttpClient(), "http", server, RIGHT).statusCode())
                .isEqualTo(200);
        assertThat(storm).anyMatch(each -> !each.isDone());

        for (CompletableFuture<HttpResponse<String>> each : storm) {
            assertThat(each.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void onlySoManyLoginsAreWorkedOnAtOnce() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Promise<Map<Logins.Verdict, Long>> verdict = Promise.promise();
            vertx.runOnContext(loop -> stormOf(vertx, Logins.MOST_WAITING + 10).onComplete(verdict));
            Map<Logins.Verdict, Long> verdicts =
                    verdict.future().toCompletionStage().toCompletableFuture().get(40, TimeUnit.SECONDS);

            assertThat(verdicts)
                    .isEqualTo(
                            Map.of(Logins.Verdict.UNKNOWN, (long) Logins.MOST_WAITING, Logins.Verdict.TOO_BUSY, 10L));
        } finally {
            vertx.close();
        }
    }

    /** All at once on one event loop, as the server does it, before the first is worked on: a fast one would make room. */
    private static Future<Map<Logins.Verdict, Long>> stormOf(Vertx vertx, int number) {
        Logins logins = new Logins(vertx);
        logins.users(Map.of("ops", "$2y$04$abcdefghijklmnopqrstuu35fBIWlNgF8BcAW/t2cO158N8svSFHy"));
        CountDownLatch asked = new CountDownLatch(1);
        Future<Boolean> busy = vertx.createSharedWorkerExecutor(Logins.WORKER, 1)
                .executeBlocking(() -> asked.await(30, TimeUnit.SECONDS), false);
        List<Future<Logins.Verdict>> verdicts = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            String login = Base64.getEncoder().encodeToString(("ops:" + i).getBytes(StandardCharsets.UTF_8));
            verdicts.add(logins.check("Basic " + login));
        }
        asked.countDown();
        return busy.compose(done -> Future.all(verdicts))
                .map(all -> all.<Logins.Verdict>list().stream()
                        .collect(Collectors.groupingBy(verdict -> verdict, Collectors.counting())));
    }

    @Test
    void clientsWithoutTheRightCertificateStayOut() throws Exception {
        String clients = ", client_auth_type: RequireAndVerifyClientCert, client_ca_file: " + TlsClient.path("ca.pem");
        StatusServer server = start(tls("server", clients));
        StatusServer named = start(tls("server", clients + ", client_allowed_sans: [prometheus.example.net]"));
        StatusServer others = start(tls("server", clients + ", client_allowed_sans: [grafana.example.net]"));

        assertThat(get(TlsClient.with("client"), "https", server, "").statusCode())
                .isEqualTo(200);
        assertThat(get(TlsClient.with("client"), "https", named, "").statusCode())
                .isEqualTo(200);
        assertThatThrownBy(() -> get(TlsClient.with("client"), "https", others, ""))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> get(TlsClient.with("stranger"), "https", server, ""))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> get(TlsClient.trustingCa(), "https", server, ""))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aNewCertificateIsInUseWithoutARestart() throws Exception {
        StatusServer server = start(tls("server", ""));
        assertThat(certificateOf(server)).isEqualTo("CN=server");

        change.set(Optional.of(web(tls("renewed", ""))));

        long begin = System.nanoTime();
        while (!certificateOf(server).equals("CN=renewed")
                && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(10)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(certificateOf(server)).isEqualTo("CN=renewed");
    }

    private static String certificateOf(StatusServer server) throws Exception {
        HttpResponse<String> answer = get(TlsClient.trustingCa(), "https", server, "");
        X509Certificate certificate =
                (X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0];
        return certificate.getSubjectX500Principal().getName();
    }

    @Test
    void aFileThatHasLostItsUsersOpensNothing() throws Exception {
        StatusServer server = start(USERS + "http_server_config: {headers: {X-Frame-Options: deny}}\n");
        HttpClient client = HttpClient.newHttpClient();

        change.set(Optional.of(web("http_server_config: {headers: {X-Frame-Options: sameorigin}}\n")));
        long begin = System.nanoTime();
        while (!change.compareAndSet(Optional.empty(), Optional.empty())
                && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(10)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        TimeUnit.MILLISECONDS.sleep(100);

        HttpResponse<String> answer = get(client, "http", server, "");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("X-Frame-Options")).contains("deny");
    }

    @Test
    void tooManyRequestsAreRefusedUntilTheirTimeComes() throws Exception {
        StatusServer server = start("rate_limit: {interval: 400ms, burst: 3}\n");
        HttpClient client = HttpClient.newHttpClient();
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            statuses.add(get(client, "http", server, "").statusCode());
        }
        assertThat(statuses).startsWith(200, 200, 200).contains(429);

        TimeUnit.MILLISECONDS.sleep(900);

        assertThat(get(client, "http", server, "").statusCode()).isEqualTo(200);
    }

    @Test
    void headersOfTheOperatorGoFirst() throws Exception {
        StatusServer server =
                start("http_server_config: {headers: {Content-Security-Policy: \"default-src 'self'\"}}\n");

        HttpResponse<String> answer = get(HttpClient.newHttpClient(), "http", server, "");

        assertThat(answer.headers().allValues("Content-Security-Policy")).containsExactly("default-src 'self'");
    }
}
