package dev.holdfast.exporter.webhook.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.Secret;
import dev.holdfast.core.spi.WebhookSettings.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The real client against a real server on loopback. */
class HttpTransportTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server = serve();

    private HttpServer serve() {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
            made.setExecutor(threads);
            made.createContext(
                    "/ok",
                    exchange -> answer(
                            exchange,
                            202,
                            "thanks for "
                                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            made.createContext("/moved", exchange -> {
                exchange.getResponseHeaders().add("Location", "/ok");
                answer(exchange, 307, "");
            });
            made.createContext("/busy", exchange -> {
                exchange.getResponseHeaders().add("Retry-After", "Sat, 21 Nov 2026 05:00:30 GMT");
                answer(exchange, 503, "busy");
            });
            made.createContext("/endless", this::endless);
            made.createContext("/trickle", this::trickle);
            made.start();
            return made;
        } catch (IOException refused) {
            throw new IllegalStateException(refused);
        }
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        requests.incrementAndGet();
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }

    private void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(500, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            byte[] page = "x".repeat(8192).getBytes(StandardCharsets.UTF_8);
            while (true) {
                out.write(page); // Ends with an exception when the client has had enough.
            }
        }
    }

    private void trickle(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            do {
                out.write('.');
                out.flush();
            } while (!awaitRelease(50));
        }
    }

    private boolean awaitRelease(long millis) {
        try {
            return release.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private Answer send(String path, long timeoutMillis) throws InterruptedException {
        return send("http://127.0.0.1:" + server.getAddress().getPort() + path, timeoutMillis, Optional.empty());
    }

    private Answer send(String url, long timeoutMillis, Optional<String> proxy) throws InterruptedException {
        Target target = new Target(
                new Secret(url), Map.of(), proxy, Optional.empty(), TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
        HttpTransport transport = new HttpTransport(target, threads, () -> 1_795_237_200_000L);
        return transport.send(new Post(
                new Secret(url),
                Map.of("Content-Type", "application/json"),
                Octets.of("{}".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void postsTheBodyAndReadsTheAnswer() throws InterruptedException {
        Answer answer = send("/ok", 5_000);

        assertThat(answer.failure()).isEmpty();
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text()).isEqualTo("thanks for {}");
        assertThat(answer.tookNanos()).isPositive();
    }

    @Test
    void noRedirectionIsFollowed() throws InterruptedException {
        assertThat(send("/moved", 5_000).failure()).contains(FailureReason.REDIRECT);
        assertThat(requests).hasValue(1);
    }

    @Test
    void aDateToComeBackIsUnderstood() throws InterruptedException {
        assertThat(send("/busy", 5_000).retryAfterMillis()).hasValue(30_000);
    }

    @Test
    void noMoreOfAnAnswerIsReadThanAnybodyWouldLookAt() throws InterruptedException {
        Answer answer = send("/endless", 5_000);

        assertThat(answer.failure()).contains(FailureReason.SERVER_ERROR);
        assertThat(answer.text()).hasSize(4096);
    }

    @Test
    void anAnswerThatTricklesEndsInTime() throws InterruptedException {
        Answer answer = send("/trickle", 300);

        assertThat(answer.failure()).contains(FailureReason.TIMEOUT);
        assertThat(answer.tookNanos()).isBetween(300_000_000L, 3_000_000_000L);
    }

    @Test
    void nobodyThereIsNoConnection() throws InterruptedException {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/ok";
        server.stop(0);

        Answer answer = send(url, 5_000, Optional.empty());

        assertThat(answer.failure()).contains(FailureReason.CONNECT);
        assertThat(answer.words()).isNotEmpty().doesNotContain("/ok");
    }

    @Test
    void aNameThatNobodyKnowsIsNoConnection() throws InterruptedException {
        Answer answer = send("http://no-such-host.invalid/secret", 5_000, Optional.empty());

        assertThat(answer.failure()).contains(FailureReason.CONNECT);
        assertThat(answer.words()).isNotEmpty().doesNotContain("secret");
    }

    @Test
    void plainTextWhereTlsIsWantedIsAFailureOfTls() throws InterruptedException, IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> greet(plain));
            String url = "https://127.0.0.1:" + plain.getLocalPort() + "/ok";

            assertThat(send(url, 5_000, Optional.empty()).failure()).contains(FailureReason.TLS);
        }
    }

    private static void greet(ServerSocket plain) {
        try (Socket client = plain.accept()) {
            // As servers do, only after the first word: before it, what comes is no answer to a handshake.
            client.getInputStream().read();
            client.getOutputStream().write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().readAllBytes();
        } catch (IOException ended) {
            System.err.println("the client went away: " + ended.getMessage());
        }
    }

    /** The proxy is asked for the whole address, of a host that only it could know. */
    @Test
    void goesThroughTheProxy() throws InterruptedException {
        String proxy = "http://127.0.0.1:" + server.getAddress().getPort();

        Answer answer = send("http://receiver.invalid/ok", 5_000, Optional.of(proxy));

        assertThat(answer.text()).isEqualTo("thanks for {}");
    }
}
