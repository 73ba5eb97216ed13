package dev.holdfast.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.agent.log.EventLog;
import dev.holdfast.agent.log.RecentEvents;
import dev.holdfast.core.spi.AgentEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code /events}, as a list and as a stream. */
@Timeout(30)
class EventsTest {
    private static final String RUN = "1795237200000";

    private final RecentEvents recent = new RecentEvents();
    private final EventLog log = new EventLog(recent);
    private final AtomicLong lastTurnAge = new AtomicLong(200_000_000L);
    private final HttpClient client = HttpClient.newHttpClient();
    private final StatusServer server = start();

    private StatusServer start() {
        try {
            Shown shown = new Shown(new Snapshots(true), recent, lastTurnAge::get, List.of());
            return StatusServer.start(new HttpSettings("127.0.0.1", 0), shown);
        } catch (IOException refused) {
            throw new IllegalStateException(refused);
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void happens(long atNanos) {
        log.onEvent(new AgentEvent.Stalled(atNanos, "VI_1", 12_340_000));
    }

    @Test
    void theLastOnesAreAListWithNumbers() throws Exception {
        happens(1_500_000_000L);
        happens(2_000_000_000L);

        HttpResponse<String> answer = client.send(request().build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .startsWith("{\"schema_version\":1,\"node\":\"lb01\",\"run\":\"" + RUN + "\",\"events\":["
                        + "{\"id\":1,\"time\":\"2026-11-21T05:00:01.500Z\",\"type\":\"stalled\",\"instance\":\"VI_1\","
                        + "\"level\":\"warn\",\"text\":\"VI_1 the agent did not run in time; a peer may have taken over"
                        + " meanwhile late=12.3ms\",\"fields\":{\"late_ms\":12.34}},{\"id\":2,")
                .endsWith("]}");
    }

    @Test
    void aListenerGetsWhatIsKeptAndThenWhatHappens() throws Exception {
        happens(1);
        try (Listener listener = new Listener("")) {
            assertThat(listener.nextEvent()).isEqualTo(RUN + "-1");

            happens(2);

            assertThat(listener.nextEvent()).isEqualTo(RUN + "-2");
            assertThat(listener.data.get("type").asText()).isEqualTo("stalled");
        }
    }

    @Test
    void whoComesBackGoesOnWhereItStopped() throws Exception {
        happens(1);
        happens(2);
        happens(3);
        try (Listener listener = new Listener(RUN + "-2")) {
            assertThat(listener.nextEvent()).isEqualTo(RUN + "-3");
        }
    }

    @Test
    void numbersOfAnotherRunOrOfNobodyMeanFromTheBeginning() throws Exception {
        happens(1);
        happens(2);
        for (String foreign : List.of("1795237100000-2", "2", "x-y", RUN + "-99999999999999999999")) {
            try (Listener listener = new Listener(foreign)) {
                assertThat(listener.nextEvent()).isEqualTo(RUN + "-1");
            }
        }
    }

    @Test
    void theHeartTellsWhetherTheElectionRuns() throws Exception {
        try (Listener listener = new Listener("")) {
            assertThat(listener.nextHeartbeat()).isTrue();
            assertThat(listener.nextHeartbeat()).isTrue();

            lastTurnAge.set(5_000_000_000L);

            assertThat(listener.nextHeartbeat()).isFalse();
        }
    }

    @Test
    void onlySoManyMayFollow() throws Exception {
        List<Listener> listeners = new ArrayList<>();
        try {
            // One address may have 16 connections; there are many loopback addresses.
            for (int i = 0; i < HttpLimits.LISTENERS; i++) {
                listeners.add(new Listener("", "127.0.0." + (1 + i / 8)));
            }
            HttpResponse<String> answer = client.send(
                    request().header("Accept", "text/event-stream").build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("10");
        } finally {
            for (Listener listener : listeners) {
                listener.close();
            }
        }
        assertThat(becomesFree()).isTrue();
    }

    private boolean becomesFree() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            try (Listener again = new Listener("")) {
                return !again.nextHeartbeatText().isEmpty();
            } catch (IOException stillFull) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        return false;
    }

    /** Nobody reads here: the socket's buffers fill, then ours, then the connection ends. */
    @Test
    void aListenerWhoDoesNotReadIsCutOff() throws Exception {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            write(socket, "GET /events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n");
            long begin = System.nanoTime();
            while (server.listeners() == 0) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            while (server.listeners() > 0 && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(20)) {
                for (int i = 0; i < RecentEvents.CAPACITY; i++) {
                    happens(i);
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }

            assertThat(server.listeners()).isZero();
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/events"));
    }

    /** Reads a stream message by message. */
    private final class Listener implements AutoCloseable {
        private final InputStream body;
        private final BufferedReader lines;
        private String id = "";
        private JsonNode data = new ObjectMapper().createObjectNode();
        private final Socket socket;

        Listener(String lastEventId) throws IOException {
            this(lastEventId, "127.0.0.1");
        }

        Listener(String lastEventId, String from) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), server.port(), InetAddress.getByName(from), 0);
            socket.setSoTimeout(10_000);
            write(
                    socket,
                    "GET /events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nLast-Event-ID: " + lastEventId
                            + "\r\n\r\n");
            body = socket.getInputStream();
            lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
            String status = lines.readLine();
            if (status == null || !status.contains(" 200 ")) {
                socket.close();
                throw new IOException("answered " + status);
            }
        }

        String nextEvent() throws IOException {
            while (true) {
                String line = lines.readLine();
                if (line == null) {
                    throw new IOException("the stream ended");
                }
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                    data = new ObjectMapper().readTree(lines.readLine().substring("data: ".length()));
                    return id;
                }
            }
        }

        boolean nextHeartbeat() throws IOException {
            return new ObjectMapper().readTree(nextHeartbeatText()).get("alive").asBoolean();
        }

        String nextHeartbeatText() throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("event: heartbeat")) {
                    return lines.readLine().substring("data: ".length());
                }
            }
            throw new IOException("the stream ended");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
