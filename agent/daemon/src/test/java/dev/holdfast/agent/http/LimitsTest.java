package dev.holdfast.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.log.RecentEvents;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients that mean no good, or have lost their way, may do. */
@Timeout(60)
class LimitsTest {
    private static final long REQUEST_MILLIS = 400;
    private static final long RESPONSE_MILLIS = 1500;

    private final List<Socket> sockets = new ArrayList<>();
    private final StatusServer server = start(REQUEST_MILLIS);

    private static StatusServer start(long requestMillis) {
        Octets large = Octets.of(new byte[16 << 20]);
        Endpoint page = new Endpoint("/large", "Large", request -> new Endpoint.Page("text/x-test", large));
        try {
            Snapshots feed = new Snapshots(true);
            return StatusServer.start(
                    new HttpSettings("127.0.0.1", 0),
                    new Documents(feed, () -> Snapshots.NOW_MILLIS),
                    new Shown(feed, new RecentEvents(), () -> 0, List.of(page)),
                    new ConnectionGuard.Patience(requestMillis, RESPONSE_MILLIS));
        } catch (IOException refused) {
            throw new IllegalStateException(refused);
        }
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    private Socket connect() throws IOException {
        return connect(server, "127.0.0.1");
    }

    private Socket connect(StatusServer to, String from) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8192);
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), to.port()));
        socket.setSoTimeout(10_000);
        sockets.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String ask(String text) throws IOException {
        Socket socket = connect();
        send(socket, text);
        return status(socket);
    }

    private static String status(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }

    /** Whether the other end closes within a time. */
    private static boolean closes(Socket socket, long millis) throws IOException {
        socket.setSoTimeout((int) millis);
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void aRequestLineBeyondTheLimitIsRefused() throws IOException {
        assertThat(ask("GET /status?" + "x".repeat(1900) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .isEqualTo("HTTP/1.1 200");
        assertThat(ask("GET /status?" + "x".repeat(2100) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .endsWith(" 414");
    }

    @Test
    void anAnnouncedBodyBeyondTheLimitIsRefusedAndEndsTheConnection() throws IOException {
        Socket socket = connect();
        send(socket, "POST /status HTTP/1.1\r\nHost: x\r\nContent-Length: 65537\r\n\r\n");

        assertThat(status(socket)).isEqualTo("HTTP/1.1 413");
        assertThat(closes(socket, 300)).isTrue();
        assertThat(ask("POST /status HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"))
                .isEqualTo("HTTP/1.1 405");
    }

    @Test
    void aBodyThatNeverEndsEndsTheConnection() throws IOException {
        Socket socket = connect();
        send(socket, "POST /large HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        String chunk = "1000\r\n" + "x".repeat(4096) + "\r\n";
        int chunks = 0;
        boolean open = true;
        while (open && chunks < 10_000) {
            try {
                send(socket, chunk);
                chunks++;
            } catch (IOException closed) {
                open = false;
            }
        }

        assertThat(open).as("after %d chunks of 4 KiB", chunks).isFalse();
    }

    @Test
    void aConnectionBringsOneHundredRequests() throws IOException {
        Socket socket = connect();
        int answered = 0;
        for (int i = 0; i < 150; i++) {
            if (!answers(socket)) {
                break;
            }
            answered++;
        }

        assertThat(answered).isEqualTo(100);
    }

    private static boolean answers(Socket socket) {
        try {
            send(socket, "HEAD /readyz HTTP/1.1\r\nHost: x\r\n\r\n");
            return readsHead(socket.getInputStream());
        } catch (IOException closed) {
            return false;
        }
    }

    private static boolean readsHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                return false;
            }
            head.append((char) octet);
        }
        return true;
    }

    @Test
    void aSecondRequestThatTricklesIsCutOffLikeTheFirst() throws IOException, InterruptedException {
        Socket socket = connect();
        assertThat(answers(socket)).isTrue();
        long begin = System.nanoTime();
        boolean open = true;
        while (open && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(10)) {
            try {
                send(socket, "G");
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (IOException closed) {
                open = false;
            }
        }

        assertThat(open).isFalse();
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(3));
    }

    @Test
    void anAnswerThatIsNotTakenIsGivenUp() throws IOException, InterruptedException {
        Socket socket = connect();
        send(socket, "GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(status(socket)).isEqualTo("HTTP/1.1 200");

        TimeUnit.MILLISECONDS.sleep(2 * RESPONSE_MILLIS + 500);

        // What the sockets hold can still be read; then it ends, long before the 16 MiB.
        socket.setSoTimeout(2000);
        long read = 0;
        byte[] some = new byte[65_536];
        try {
            for (int octets = socket.getInputStream().read(some); octets >= 0; ) {
                read += octets;
                octets = socket.getInputStream().read(some);
            }
        } catch (IOException reset) {
            assertThat(reset).isNotInstanceOf(SocketTimeoutException.class);
        }
        assertThat(read).isLessThan(15 << 20);
    }

    @Test
    void allTogetherGetOneHundredAndTwentyEightConnections() throws IOException {
        try (StatusServer patient = start(20_000)) {
            for (int i = 0; i < 128; i++) {
                connect(patient, "127.0.1." + (1 + i / 8));
            }

            assertThat(closes(connect(patient, "127.0.2.1"), 5000)).isTrue();
            assertThat(closes(sockets.get(0), 100)).isFalse();
        }
    }
}
