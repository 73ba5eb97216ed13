package dev.holdfast.agent.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.holdfast.agent.SelfSigned;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.track.TrackerResult;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks against servers of the test's own on loopback. */
class NetProbeTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final List<Probe.StatusRange> FINE = List.of(new Probe.StatusRange(200, 299));

    private final Path directory;
    private final Sandbox sandbox;

    NetProbeTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.sandbox = new Sandbox(directory);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aPortThatTakesConnectionsIsASuccess() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            assertThat(sandbox.look(new Probe.Tcp("127.0.0.1", server.getLocalPort())))
                    .isEqualTo(TrackerResult.passed(""));
        }
    }

    @Test
    void aNameIsLookedUp() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            assertThat(sandbox.look(new Probe.Tcp("localhost", server.getLocalPort())))
                    .isEqualTo(TrackerResult.passed(""));
        }
    }

    @Test
    void aClosedPortIsAFailureThatSaysSo() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            port = server.getLocalPort();
        }

        TrackerResult result = sandbox.look(new Probe.Tcp("127.0.0.1", port));

        assertThat(result.kind()).isEqualTo(TrackerResult.Kind.FAILED);
        assertThat(result.detail()).containsIgnoringCase("connection refused");
    }

    /** A server that knows a few pages; the caller stops it. */
    private static HttpServer pages(HttpServer server) {
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            int status = path.equals("/broken") ? 503 : path.equals("/moved") ? 302 : 200;
            byte[] body = (path.equals("/long") ? "x".repeat(70_000) + " ready" : "service ready\n")
                    .getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().add("Location", "/");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private TrackerResult get(HttpServer server, String path, Optional<String> body) throws InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        return sandbox.look(new Probe.Http(uri, FINE, body.map(Pattern::compile), true));
    }

    @Test
    void aPageIsJudgedByItsStatusAndItsText() throws Exception {
        HttpServer server = pages(HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0));
        try {
            assertThat(get(server, "", Optional.empty())).isEqualTo(TrackerResult.passed("status 200"));
            assertThat(get(server, "/broken", Optional.empty())).isEqualTo(TrackerResult.failed("status 503"));
            assertThat(get(server, "/moved", Optional.empty())).isEqualTo(TrackerResult.failed("status 302"));
            assertThat(get(server, "/?a=b", Optional.of("re+ady$"))).isEqualTo(TrackerResult.passed(""));
            assertThat(get(server, "/", Optional.of("^ready")))
                    .isEqualTo(TrackerResult.failed("the page does not match ^ready"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void onlyTheFirstPartOfAPageIsLookedAt() throws Exception {
        HttpServer server = pages(HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0));
        try {
            assertThat(get(server, "/long", Optional.of("^x{1000}"))).isEqualTo(TrackerResult.passed(""));
            assertThat(get(server, "/long", Optional.of("ready")))
                    .isEqualTo(TrackerResult.failed("the page does not match ready"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aServerThatTakesTheConnectionAndSaysNothingIsAFailureInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, LOOPBACK)) {
            URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");

            assertThat(sandbox.look(new Probe.Http(uri, FINE, Optional.empty(), true), 300))
                    .isEqualTo(TrackerResult.timedOut("timed out after 300 ms"));
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefusedUnlessThatIsAskedFor() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(SelfSigned.make(directory)));
        pages(server);
        try {
            URI uri = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
            TrackerResult verified = sandbox.look(new Probe.Http(uri, FINE, Optional.empty(), true));
            TrackerResult trusting = sandbox.look(new Probe.Http(uri, FINE, Optional.empty(), false));

            assertThat(verified.kind()).isEqualTo(TrackerResult.Kind.FAILED);
            assertThat(verified.detail()).contains("certification path");
            assertThat(trusting).isEqualTo(TrackerResult.passed("status 200"));
        } finally {
            server.stop(0);
        }
    }

    /** A name server that gives each question this head, after a stranger's answer, and remembers the last question. */
    private static final class NameServer implements AutoCloseable {
        private final DatagramSocket socket = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
        private volatile byte[] question = new byte[0];

        NameServer(int flags, int records) throws IOException {
            Thread thread = new Thread(() -> serve(flags, records), "name-server");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(int flags, int records) {
            DatagramPacket packet = new DatagramPacket(new byte[512], 512);
            try {
                while (!socket.isClosed()) {
                    socket.receive(packet);
                    byte[] answer = java.util.Arrays.copyOf(packet.getData(), packet.getLength());
                    question = answer.clone();
                    answer[2] = (byte) (flags >> 8);
                    answer[3] = (byte) flags;
                    answer[7] = (byte) records;
                    byte[] stranger = answer.clone();
                    stranger[0] ^= 1;
                    stranger[3] = 3;
                    socket.send(new DatagramPacket(stranger, stranger.length, packet.getSocketAddress()));
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                socket.close();
            }
        }

        Probe.Dns probe() {
            return new Probe.Dns(IpAddress.parse("127.0.0.1"), socket.getLocalPort(), "www.example.org", "AAAA");
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    @Test
    void anAnswerWithARecordIsASuccess() throws Exception {
        try (NameServer server = new NameServer(0x8180, 1)) {
            assertThat(sandbox.look(server.probe())).isEqualTo(TrackerResult.passed(""));
            // Behind the id: recursion desired, one question; the name in labels; type 28, class 1.
            assertThat(server.question)
                    .hasSize(33)
                    .endsWith(
                            1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 'w', 'w', 'w', 7, 'e', 'x', 'a', 'm', 'p', 'l', 'e', 3,
                            'o', 'r', 'g', 0, 0, 28, 0, 1);
        }
    }

    @Test
    void anAnswerWithAnErrorOrWithoutARecordIsAFailure() throws Exception {
        try (NameServer server = new NameServer(0x8182, 0)) {
            assertThat(sandbox.look(server.probe())).isEqualTo(TrackerResult.failed("the server answered SERVFAIL"));
        }
        try (NameServer server = new NameServer(0x8180, 0)) {
            assertThat(sandbox.look(server.probe()))
                    .isEqualTo(TrackerResult.failed("the server answered without a record"));
        }
    }

    @Test
    void whereNoRecordIsWantedAnyAnswerWithoutAnErrorIsASuccess() throws Exception {
        try (NameServer server = new NameServer(0x8180, 0)) {
            Probe.Dns asked = server.probe();
            Probe lenient = new Probe.Dns(asked.server(), asked.port(), asked.name(), asked.type(), false);

            assertThat(sandbox.look(lenient)).isEqualTo(TrackerResult.passed(""));
        }
    }

    @Test
    void aNameServerThatIsNotThereIsAFailure() throws Exception {
        Probe.Dns asked;
        try (NameServer server = new NameServer(0, 0)) {
            asked = server.probe();
        }

        assertThat(sandbox.look(asked)).isEqualTo(TrackerResult.failed("connection refused"));
    }

    @Test
    void aNameServerThatSaysNothingIsAFailureInTime() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            Probe probe = new Probe.Dns(IpAddress.parse("127.0.0.1"), silent.getLocalPort(), "example.org", "A");

            assertThat(sandbox.look(probe, 300)).isEqualTo(TrackerResult.timedOut("timed out after 300 ms"));
        }
    }
}
