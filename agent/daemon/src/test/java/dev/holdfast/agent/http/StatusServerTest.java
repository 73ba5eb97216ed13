package dev.holdfast.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.agent.log.RecentEvents;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The real server on a free port of the loopback interface. */
class StatusServerTest {
    private static final long REQUEST_MILLIS = 400;

    private final AtomicLong lastTurnAge = new AtomicLong(200_000_000L);
    private final CountDownLatch release = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private final StatusServer server = start(true);

    private StatusServer start(boolean ready) {
        List<Endpoint> endpoints = List.of(
                new Endpoint(
                        "/numbers", "Numbers", request -> page("numbers for " + request.accept() + request.query())),
                new Endpoint("/broken", "Broken", request -> {
                    throw new IllegalStateException("made up by the test");
                }),
                new Endpoint("/slow", "Slow", request -> slow()));
        try {
            Snapshots feed = new Snapshots(ready);
            Documents documents = new Documents(feed, () -> Snapshots.NOW_MILLIS);
            Shown shown = new Shown(feed, new RecentEvents(), lastTurnAge::get, endpoints);
            ConnectionGuard.Patience patience = new ConnectionGuard.Patience(REQUEST_MILLIS, 20_000);
            return StatusServer.start(new HttpSettings("127.0.0.1", 0), documents, shown, patience);
        } catch (IOException refused) {
            throw new IllegalStateException(refused);
        }
    }

    private static Endpoint.Page page(String text) {
        return new Endpoint.Page("text/x-test", Octets.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Endpoint.Page slow() {
        try {
            release.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return page("late");
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.close();
    }

    @Test
    void statusIsOneDocumentWithAVersion() throws Exception {
        String body = get("/status").body();

        assertThat(body)
                .startsWith("{\"schema_version\":1,\"node\":\"lb01\",\"version\":\"0.1.0\",\"revision\":\"abc\","
                        + "\"time\":\"2026-11-21T05:00:10Z\",\"started\":\"2026-11-21T05:00:00Z\","
                        + "\"uptime_seconds\":10.0,\"ready\":true,\"config\":{\"generation\":1,"
                        + "\"last_reload_successful\":true,\"last_reload_success\":\"2026-11-21T05:00:00Z\","
                        + "\"last_reload_message\":\"\"},\"instances\":[{\"name\":\"VI_1\"")
                .contains("\"checks\":[{\"kind\":\"script\",\"name\":\"chk_nginx\",\"verdict\":\"bad\",\"value\":0,"
                        + "\"detail\":\"exit status 1\",\"took_seconds\":0.25}],")
                .endsWith("\"interfaces\":[{\"name\":\"eth0\",\"up\":true}],\"deliveries\":[{\"kind\":\"webhook\","
                        + "\"endpoint\":\"oncall\",\"state\":\"retrying\",\"delivered\":5,"
                        + "\"failures\":{\"timeout\":2},\"dead_letters\":1,\"superseded\":0,\"waiting\":3,"
                        + "\"oldest_pending\":\"2026-11-21T05:00:05Z\",\"last_error\":\"no answer\"}],\"peers\":[]}");
        assertThat(Json.parseStatus(body).instances()).hasSize(2);
    }

    @Test
    void oneInstanceCanBeAskedForAlone() throws Exception {
        assertThat(get("/status/VI_2").body())
                .isEqualTo("{\"name\":\"VI_2\",\"interface\":\"eth0\",\"family\":4,\"vrid\":52,\"protocol_version\":2,"
                        + "\"state\":\"BACKUP\",\"reason\":\"timeout\",\"reason_text\":\"no master heard\","
                        + "\"since\":\"2026-11-21T05:00:04Z\",\"since_seconds\":6.0,\"faults\":[],"
                        + "\"priority\":{\"base\":100,\"effective\":80,\"influences\":[{\"tracker\":\"script\","
                        + "\"name\":\"chk_nginx\",\"weight\":-20,\"reverse\":false,\"reading\":\"bad\","
                        + "\"points\":-20,\"fault\":false,\"group\":null}]},\"preempt\":true,\"mode\":\"multicast\","
                        + "\"authentication\":\"pass\",\"lease_seconds\":3,\"advert_interval_seconds\":1.0,"
                        + "\"master_advert_interval_seconds\":1.0,\"master_down_interval_seconds\":3.609375,"
                        + "\"config_hash\":123456,\"master\":{\"address\":\"192.0.2.2\",\"priority\":150,"
                        + "\"heard\":\"2026-11-21T05:00:09.500Z\",\"heard_seconds_ago\":0.5},"
                        + "\"addresses\":[{\"address\":\"192.0.2.100/24\",\"interface\":\"eth0\",\"label\":null,\"advertised\":true,"
                        + "\"held\":false}],\"segment\":\"192.0.2.0/24\",\"counters\":{\"adverts_sent\":7,"
                        + "\"adverts_received\":3,\"adverts_discarded\":{\"ttl\":2},\"advert_send_errors\":{},"
                        + "\"resignations_sent\":0,\"resignations_received\":1,\"adverts_while_master\":{},"
                        + "\"announcements_sent\":5,\"address_operation_errors\":{},\"addresses_restored\":0},"
                        + "\"scripts\":{\"waiting\":1,\"dropped\":0},\"split_brain\":{\"verdict\":\"none\","
                        + "\"masters_seen\":1,\"total_seconds\":0.0,\"incident\":null,\"heartbeats\":[],\"arbitration\":[],\"peers\":[],"
                        + "\"stand_down\":null,\"healings\":0},"
                        + "\"comparison\":null}");
    }

    @Test
    void aSplitBrainIsShownWithItsEvidence() throws Exception {
        assertThat(get("/status/VI_1").body())
                .endsWith("\"split_brain\":{\"verdict\":\"confirmed\",\"masters_seen\":2,\"total_seconds\":3.0,"
                        + "\"incident\":{\"id\":1,\"cause\":\"auth_mismatch\","
                        + "\"cause_text\":\"the authentication differs\",\"since\":\"2026-11-21T05:00:07Z\","
                        + "\"since_seconds\":3.0,\"peers\":[\"192.0.2.2\"],\"evidence\":[{"
                        + "\"kind\":\"authentication\",\"peer\":\"192.0.2.2\",\"count\":4,"
                        + "\"first\":\"2026-11-21T05:00:06Z\",\"last\":\"2026-11-21T05:00:09Z\","
                        + "\"text\":\"refused, auth_failure: the password is not ours\"}]},\"heartbeats\":["
                        + "{\"interface\":\"eth0\",\"up\":true,\"last_heard_seconds\":0.5},"
                        + "{\"interface\":\"eth1\",\"up\":false,\"last_heard_seconds\":null}],\"arbitration\":[],\"peers\":[],"
                        + "\"stand_down\":null,\"healings\":0},"
                        + "\"comparison\":null}");
    }

    @Test
    void anAnswerOfAnAgentWithoutTrackersCanBeRead() throws Exception {
        String old = get("/status").body().replaceAll(",\"influences\":\\[[^]]*]", "");

        assertThat(old).doesNotContain("influences");
        assertThat(Json.parseStatus(old).instances().get(0).priority().influences())
                .isEmpty();
    }

    @Test
    void anAnswerOfAnAgentWithoutChecksCanBeRead() throws Exception {
        String old = get("/status").body().replaceAll(",\"checks\":\\[[^]]*]", "");

        assertThat(old).doesNotContain("checks");
        assertThat(Json.parseStatus(old).checks()).isEmpty();
    }

    @Test
    void anUnknownInstanceIsAnsweredWithTheKnownOnes() throws Exception {
        HttpResponse<String> answer = get("/status/VI_9");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"error\":\"no such instance: VI_9\",\"known\":[\"VI_1\",\"VI_2\"]}");
    }

    @Test
    void onlyTheMasterAnswers200() throws Exception {
        assertThat(get("/master/VI_1").statusCode()).isEqualTo(200);
        assertThat(get("/master/VI_2").statusCode()).isEqualTo(503);
        assertThat(get("/master/VI_2").body())
                .isEqualTo("{\"instance\":\"VI_2\",\"master\":false,\"state\":\"BACKUP\"}");
        assertThat(get("/master/VI_9").statusCode()).isEqualTo(404);
    }

    @Test
    void healthFollowsTheElectionLoop() throws Exception {
        assertThat(get("/healthz").body()).isEqualTo("{\"alive\":true,\"last_turn_seconds_ago\":0.2}");

        lastTurnAge.set(5_000_000_000L);
        assertThat(get("/healthz").statusCode()).isEqualTo(503);
    }

    @Test
    void readyMeansThatElectionsRun() throws Exception {
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        try (StatusServer waiting = start(false)) {
            assertThat(get(waiting, "/readyz").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void whatDoesNotExistIs404AndWhatIsNotAllowed405() throws Exception {
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        HttpRequest post = HttpRequest.newBuilder(uri(server, "/status"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void exportersPagesAreServedWithTheirTypeAndListed() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(server, "/numbers?of=a%20b&of=c"))
                .header("Accept", "text/plain")
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("numbers for text/plain{of=a b}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/x-test");
        assertThat(get("/").body()).contains("<a href=\"numbers\">Numbers</a>");
    }

    @Test
    void aPageThatFailsIs500AndNothingElseSuffers() throws Exception {
        assertThat(get("/broken").statusCode()).isEqualTo(500);
        assertThat(get("/broken").body()).doesNotContain("made up");
        assertThat(get("/status").statusCode()).isEqualTo(200);
    }

    @Test
    void pagesThatHangDoNotKeepHealthFromBeingAsked() throws Exception {
        for (int i = 0; i < 6; i++) {
            client.sendAsync(HttpRequest.newBuilder(uri(server, "/slow")).build(), HttpResponse.BodyHandlers.ofString())
                    .exceptionally(ended -> null);
        }

        assertThat(get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void headIsAnsweredWithoutABody() throws Exception {
        HttpRequest head = HttpRequest.newBuilder(uri(server, "/master/VI_1"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = client.send(head, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aClientThatTricklesItsRequestIsCutOff() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            long begin = System.nanoTime();
            socket.setSoTimeout(100);
            boolean closed = false;
            while (!closed && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(10)) {
                closed = trickle(socket);
            }

            assertThat(closed).isTrue();
            assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(3));
        }
    }

    private static boolean trickle(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write('G');
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void oneAddressGetsSixteenConnections() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 17; i++) {
                sockets.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
                TimeUnit.MILLISECONDS.sleep(5);
            }
            Socket last = sockets.get(16);
            last.setSoTimeout((int) REQUEST_MILLIS / 2);
            assertThat(last.getInputStream().read()).isNegative();

            Socket first = sockets.get(0);
            first.getOutputStream()
                    .write("GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(first.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void aHeaderBeyondTheLimitIsRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(server, "/status"))
                .header("X-Large", "x".repeat(9000))
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(431);
    }

    @Test
    void thePageComesOutOfTheJarAndMayLoadNothingFromElsewhere() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .startsWith("default-src 'none'; script-src 'self';")
                        .doesNotContain("unsafe"));
        assertThat(page.body()).doesNotContain("http://").doesNotContain("https://");
        for (String file : PageFiles.TYPES.keySet()) {
            assertThat(get("/page/" + file).headers().firstValue("Content-Type"))
                    .contains(PageFiles.TYPES.get(file));
        }
        assertThat(get("/page/index.html").statusCode()).isEqualTo(404);
    }

    @Test
    void anAddressThatIsTakenIsNamed() {
        assertThatThrownBy(() -> StatusServer.start(
                        new HttpSettings("127.0.0.1", server.port()),
                        new Shown(new Snapshots(true), new RecentEvents(), lastTurnAge::get, List.of())))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot listen on 127.0.0.1:" + server.port() + ": ")
                .hasMessageContaining("Address already in use");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return get(server, path);
    }

    private HttpResponse<String> get(StatusServer which, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(which, path))
                .timeout(java.time.Duration.ofSeconds(5))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(StatusServer which, String path) {
        return URI.create("http://127.0.0.1:" + which.port() + path);
    }
}
