package dev.holdfast.agent.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.agent.track.Probe.Speech;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.track.TrackerResult;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks of real servers against servers on loopback, good ones and hostile ones. */
class ServerProbeTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final IpAddress LOCAL = IpAddress.parse("127.0.0.1");
    private static final long SECOND = 1_000_000_000L;

    private final Sandbox sandbox;

    ServerProbeTest(@TempDir Path directory) throws IOException {
        this.sandbox = new Sandbox(directory);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    /** Something that talks; what goes wrong in it the look sees as well. */
    @FunctionalInterface
    private interface Server {
        void run() throws IOException;
    }

    private static void start(Server server) {
        Thread thread = new Thread(() -> {
            try {
                server.run();
            } catch (IOException broken) {
                return; // As it does when the look goes away.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** The verdict on a mail server that says these lines, one after each of ours. */
    private TrackerResult mail(String... lines) throws IOException, InterruptedException {
        try (ServerSocket listener = new ServerSocket(0, 5, LOOPBACK)) {
            start(() -> talk(listener, lines));
            return sandbox.look(new Probe.Smtp(LOCAL, listener.getLocalPort(), "lb01.example"));
        }
    }

    private static void talk(ServerSocket listener, String... lines) throws IOException {
        try (Socket client = listener.accept()) {
            for (String line : lines) {
                client.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
                int octet = client.getInputStream().read();
                while (octet >= 0 && octet != '\n') {
                    octet = client.getInputStream().read();
                }
            }
        }
    }

    @Test
    void aMailServerIsAskedPolitely() throws Exception {
        assertThat(mail("220-mail.example\r\n220 ESMTP\r\n", "250 hello\r\n", "221 bye\r\n"))
                .isEqualTo(TrackerResult.passed(""));
    }

    @Test
    void aMailServerThatIsNotWellIsAFailureThatSaysSo() throws Exception {
        assertThat(mail("554 no\u0007 service\r\n"))
                .isEqualTo(TrackerResult.failed("the connection was answered with 554 no? service"));
        assertThat(mail("220 mail\r\n", "450 later\r\n"))
                .isEqualTo(TrackerResult.failed("HELO was answered with 450 later"));
        assertThat(mail("220 mail\r\n")).isEqualTo(TrackerResult.failed("closed after HELO"));
    }

    @Test
    void aMailServerThatNeverStopsTalkingIsNotHeardOut() throws Exception {
        assertThat(mail("220-again\r\n".repeat(10_000))).isEqualTo(TrackerResult.failed("said more than 8192 octets"));
    }

    /** The verdict on a server that answers with these octets. */
    private TrackerResult echo(String pattern, int min, int max, int... octets)
            throws IOException, InterruptedException {
        try (DatagramSocket server = new DatagramSocket(0, LOOPBACK)) {
            start(() -> {
                DatagramPacket packet = new DatagramPacket(new byte[16], 16);
                server.receive(packet);
                byte[] answer = new byte[octets.length];
                for (int i = 0; i < octets.length; i++) {
                    answer[i] = (byte) octets[i];
                }
                packet.setData(answer);
                server.send(packet);
            });
            Optional<Probe.Reply> reply = Optional.of(new Probe.Reply(pattern, min, max));
            return sandbox.look(new Probe.Udp(LOCAL, server.getLocalPort(), "00ff", reply, 20 * SECOND));
        }
    }

    @Test
    void aDatagramIsJudgedByItsReply() throws Exception {
        assertThat(echo("0xff", 0, 255, 0x0a, 0xff, 0x01)).isEqualTo(TrackerResult.passed(""));
        assertThat(echo("", 0, 255)).isEqualTo(TrackerResult.passed(""));
        assertThat(echo("0bff", 0, 255, 0x0a, 0xff)).isEqualTo(TrackerResult.failed("the reply begins with 0aff"));
        assertThat(echo("0aff", 0, 255, 0x0a)).isEqualTo(TrackerResult.failed("the reply begins with 0a"));
        assertThat(echo("", 2, 3, 0x0a)).isEqualTo(TrackerResult.failed("the reply has 1 octets"));
        assertThat(echo("", 2, 3, 1, 2, 3, 4)).isEqualTo(TrackerResult.failed("the reply has 4 octets"));
    }

    @Test
    void silenceIsFineOnlyWhereNoReplyIsRequired() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, LOOPBACK)) {
            Probe.Reply any = new Probe.Reply("", 0, 255);
            int port = silent.getLocalPort();

            assertThat(sandbox.look(new Probe.Udp(LOCAL, port, "00", Optional.empty(), SECOND / 10)))
                    .isEqualTo(TrackerResult.passed(""));
            assertThat(sandbox.look(new Probe.Udp(LOCAL, port, "00", Optional.of(any), SECOND / 10)))
                    .isEqualTo(TrackerResult.timedOut("timed out after 100 ms"));
        }
    }

    @Test
    void aPortThatNobodyListensOnIsAFailureWithoutAReply() throws Exception {
        int port;
        try (DatagramSocket gone = new DatagramSocket(0, LOOPBACK)) {
            port = gone.getLocalPort();
        }

        assertThat(sandbox.look(new Probe.Udp(LOCAL, port, "00", Optional.empty(), 20 * SECOND)))
                .isEqualTo(TrackerResult.failed("connection refused"));
    }

    /** The verdict on a page of 70,000 letters. */
    private TrackerResult digest(String digest) throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0); // In chunks, which the digest must not see.
            exchange.getResponseBody().write("x".repeat(70_000).getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
        try {
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            List<Probe.StatusRange> fine = List.of(new Probe.StatusRange(200, 200));
            return sandbox.look(new Probe.Http(
                    uri, fine, Optional.empty(), false, Optional.empty(), Optional.of(digest), Speech.USUAL));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aPageIsJudgedByTheDigestOfAllOfIt() throws Exception {
        String right = "bbe08e77a44b51de811b3d30272b9916";

        assertThat(digest(right)).isEqualTo(TrackerResult.passed(""));
        assertThat(digest("0".repeat(32))).isEqualTo(TrackerResult.failed("the digest of the page is " + right));
    }

    @Test
    void aPageWithoutAnEndIsNotReadForEver() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 5, LOOPBACK)) {
            start(() -> {
                try (Socket client = listener.accept()) {
                    byte[] head = "HTTP/1.0 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
                    client.getOutputStream().write(head);
                    byte[] part = new byte[64 * 1024];
                    while (true) {
                        client.getOutputStream().write(part);
                    }
                }
            });
            URI uri = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
            Probe.Http probe = new Probe.Http(
                    uri,
                    List.of(new Probe.StatusRange(200, 200)),
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Optional.of("0".repeat(32)),
                    Speech.USUAL);

            assertThat(sandbox.look(probe).detail()).startsWith("the digest of the page is ");
        }
    }
}
