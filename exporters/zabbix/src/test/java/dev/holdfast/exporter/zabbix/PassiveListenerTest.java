package dev.holdfast.exporter.zabbix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.ZabbixSettings.Listen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real sockets on loopback. */
@Timeout(60)
class PassiveListenerTest {
    private static final String LOOPBACK = "127.0.0.0/8";

    private final Requests requests = new Requests();
    private final List<AutoCloseable> open = new ArrayList<>();

    private PassiveListener listener(int port, String... allowed) {
        PassiveListener listener = new PassiveListener(
                new Listen(IpAddress.parse("127.0.0.1"), port),
                List.of(allowed).stream().map(IpPrefix::parse).toList(),
                new PassiveRequest(Sample.items()),
                requests,
                () -> {});
        open.add(listener);
        return listener;
    }

    private PassiveListener listening(String... allowed) throws InterruptedException {
        PassiveListener listener = listener(0, allowed);
        await(() -> listener.port() > 0);
        return listener;
    }

    private Socket connect(PassiveListener listener) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        socket.setSoTimeout(20_000);
        open.add(socket);
        return socket;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static String answer(Socket socket) throws IOException {
        return new String(Frame.read(socket.getInputStream(), 1 << 20), StandardCharsets.UTF_8);
    }

    /** The other side hung up, with or without what it had not read. */
    private static boolean hasEnded(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void aQuestionGetsAnAnswerAndTheConnectionEnds() throws Exception {
        Socket socket = connect(listening(LOOPBACK));

        Frame.write(socket.getOutputStream(), "vrrp.vip.held[192.0.2.100]");

        assertThat(answer(socket)).isEqualTo("1");
        assertThat(hasEnded(socket)).isTrue();
        assertThat(requests.answered()).isEqualTo(1);
    }

    @Test
    void aFrameMayArriveOctetByOctet() throws Exception {
        Socket socket = connect(listening(LOOPBACK));
        socket.setTcpNoDelay(true);

        for (byte octet : Frame.of("agent.ping".getBytes(StandardCharsets.US_ASCII))) {
            socket.getOutputStream().write(octet);
            socket.getOutputStream().flush();
        }

        assertThat(answer(socket)).isEqualTo("1");
    }

    @Test
    void whoIsNotOnTheListIsHungUpOn() throws Exception {
        Socket socket = connect(listening("192.0.2.5", "2001:db8::/32"));

        assertThat(hasEnded(socket)).isTrue();
        await(() -> requests.failures().getOrDefault("not_allowed", 0L) == 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6167656e742e70696e67 0a 000000000000", // agent.ping without a frame
                "5a425844 05 0a000000 00000000 6167656e742e70696e67",
                "5a425844 02 0a000000 00000000 6167656e742e70696e67",
                "5a425844 01 01000100 00000000", // 65537 octets
                "5a425844 01 ffffffff 00000000"
            })
    void aMalformedFrameIsHungUpOnAtOnce(String hex) throws Exception {
        Socket socket = connect(listening(LOOPBACK));
        long begin = System.nanoTime();

        socket.getOutputStream().write(Octets.hex(hex).toByteArray());

        assertThat(hasEnded(socket)).isTrue();
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.MILLISECONDS.toNanos(Conversation.LIMIT_MILLIS));
        await(() -> requests.failures().getOrDefault("malformed", 0L) == 1);
    }

    @Test
    void whoSaysTooLittleIsHungUpOnWhenTheTimeIsUp() throws Exception {
        Socket socket = connect(listening(LOOPBACK));
        long begin = System.nanoTime();

        socket.getOutputStream().write(Octets.hex("5a425844 01 0a000000").toByteArray());

        assertThat(hasEnded(socket)).isTrue();
        assertThat(System.nanoTime() - begin)
                .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(Conversation.LIMIT_MILLIS - 100));
        await(() -> requests.failures().getOrDefault("broken", 0L) == 1);
    }

    @Test
    void moreConnectionsThanAServerOpensAreHungUpOn() throws Exception {
        PassiveListener listener = listening(LOOPBACK);
        for (int i = 0; i < PassiveListener.MOST_CONNECTIONS; i++) {
            connect(listener);
        }

        assertThat(hasEnded(connect(listener))).isTrue();
        assertThat(requests.failures()).containsEntry("too_many", 1L);
    }

    @Test
    void aPortThatIsTakenIsTriedAgain() throws Exception {
        PassiveListener listener;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listener = listener(taken.getLocalPort(), LOOPBACK);
            await(() -> !listener.trouble().isEmpty());
        }

        await(() -> listener.port() > 0);

        assertThat(listener.trouble()).isEmpty();
    }
}
