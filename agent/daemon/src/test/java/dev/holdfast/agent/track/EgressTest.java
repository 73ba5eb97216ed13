package dev.holdfast.agent.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.track.Probe.Speech;
import dev.holdfast.agent.track.Probe.Speech.Version;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.port.Egress;
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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks leave as they are told to, or not at all; and pages are asked for as they are told to be. */
class EgressTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final IpAddress ELSEWHERE = IpAddress.parse("127.0.0.9");

    private final Sandbox sandbox;

    EgressTest(@TempDir Path directory) throws IOException {
        this.sandbox = new Sandbox(directory);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private static Egress from(int port) {
        return new Egress(Optional.of(ELSEWHERE), port, Optional.empty(), 0);
    }

    private static Egress through(String dev) {
        return new Egress(Optional.empty(), 0, Optional.of(new InterfaceName(dev)), 0);
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    @Test
    void aConnectionComesFromItsAddressAndPortAgainAndAgain() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 5, LOOPBACK)) {
            Probe probe = new Probe.Tcp("127.0.0.1", listener.getLocalPort());
            int port = freePort();

            for (int i = 0; i < 2; i++) {
                assertThat(sandbox.look(probe, from(port))).isEqualTo(TrackerResult.passed(""));
                try (Socket client = listener.accept()) {
                    assertThat(client.getRemoteSocketAddress()).isEqualTo(new InetSocketAddress("127.0.0.9", port));
                }
                sandbox.probers.reconfigure(List.of());
            }
        }
    }

    @Test
    void aConnectionThroughAnInterfaceThatIsNotThereFails() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 5, LOOPBACK)) {
            Probe probe = new Probe.Tcp("127.0.0.1", listener.getLocalPort());

            assertThat(sandbox.look(probe, through("lo"))).isEqualTo(TrackerResult.passed(""));
            assertThat(sandbox.look(probe, through("nosuch0")).isFailure()).isTrue();
        }
    }

    @Test
    void aDatagramComesFromItsAddressAndPort() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, LOOPBACK)) {
            int port = freePort();
            CompletableFuture<InetSocketAddress> client = CompletableFuture.supplyAsync(() -> {
                DatagramPacket packet = new DatagramPacket(new byte[9], 9);
                try {
                    server.receive(packet);
                    server.send(packet);
                } catch (IOException broken) {
                    throw new IllegalStateException(broken);
                }
                return (InetSocketAddress) packet.getSocketAddress();
            });
            Probe probe = new Probe.Udp(
                    IpAddress.parse("127.0.0.1"),
                    server.getLocalPort(),
                    "00",
                    Optional.of(new Probe.Reply("", 0, 9)),
                    5_000_000_000L);

            assertThat(sandbox.look(probe, from(port))).isEqualTo(TrackerResult.passed(""));
            assertThat(client.join()).isEqualTo(new InetSocketAddress("127.0.0.9", port));
        }
    }

    /** What a server hears of a look at a page. */
    private String heard(Version version, Optional<String> host) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 5, LOOPBACK)) {
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> {
                try (Socket client = listener.accept()) {
                    byte[] room = new byte[2000];
                    int length = client.getInputStream().read(room);
                    client.getOutputStream().write("HTTP/1.0 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    return new String(room, 0, length, StandardCharsets.US_ASCII);
                } catch (IOException broken) {
                    throw new IllegalStateException(broken);
                }
            });
            Probe.Http probe = new Probe.Http(
                    URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/x"),
                    List.of(new Probe.StatusRange(200, 200)),
                    Optional.empty(),
                    false,
                    host,
                    Optional.empty(),
                    new Speech(version, Optional.empty()));
            assertThat(sandbox.look(probe)).isEqualTo(TrackerResult.passed("status 200"));
            return heard.join();
        }
    }

    @Test
    void aPageIsAskedForByTheVersionThatIsWritten() throws Exception {
        assertThat(heard(Version.HTTP_1_0, Optional.empty()))
                .startsWith("GET /x HTTP/1.0\r\n")
                .doesNotContainIgnoringCase("connection:");
        assertThat(heard(Version.HTTP_1_0_CLOSING, Optional.of("named.example.test")))
                .startsWith("GET /x HTTP/1.0\r\n")
                .containsIgnoringCase("connection: close\r\n")
                .containsIgnoringCase("host: named.example.test\r\n");
        assertThat(heard(Version.HTTP_1_1, Optional.empty())).startsWith("GET /x HTTP/1.1\r\n");
    }
}
