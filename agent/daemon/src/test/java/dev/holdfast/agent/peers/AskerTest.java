package dev.holdfast.agent.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.peers.PeerSettings.Peer;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.PeerFailure;
import dev.holdfast.core.spi.Secret;
import dev.holdfast.core.split.PeerAnswer;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real sockets; a peer that misbehaves costs one question, in its time, and delays nobody. */
@Timeout(60)
class AskerTest {
    private static final String STATUS = "{\"schema_version\":1,\"instances\":[],\"more\":{\"x\":[1]}}";

    private final BlockingQueue<PeerAnswer> answers = new LinkedBlockingQueue<>();
    private final Asker asker = new Asker(() -> {}, System::nanoTime, answers::add);

    @AfterEach
    void stop() {
        asker.close();
    }

    private static Peer peer(String name, int port) {
        return new Peer(
                name,
                URI.create("http://127.0.0.1:" + port + "/status"),
                Optional.of(new Secret("Bearer t0ken")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A question a second, of which each may take 900 ms. */
    private void ask(Peer... peers) {
        asker.reconfigure(new PeerSettings(List.of(peers), 1_000_000_000L, Optional.empty()));
    }

    private PeerAnswer next() throws InterruptedException {
        return Optional.ofNullable(answers.poll(20, TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("no answer came"));
    }

    private PeerAnswer.Failure failure() throws InterruptedException {
        PeerAnswer answer = next();
        return answer.failure().orElseThrow(() -> new AssertionError("was answered: " + answer));
    }

    @Test
    void asksForTheStatusAndHandsOnWhatIsSaidAndSince() throws Exception {
        try (FakePeer peer = FakePeer.saying("200 OK", STATUS)) {
            long before = System.nanoTime();
            ask(peer("lb02", peer.port()));

            PeerAnswer answer = next();
            assertThat(answer.failure()).isEmpty();
            assertThat(answer.peer()).isEqualTo("lb02");
            assertThat(answer.reports()).isPresent();
            assertThat(answer.address()).contains(IpAddress.parse("127.0.0.1"));
            assertThat(answer.askedNanos() - before).isBetween(0L, 10_000_000_000L);
            assertThat(next().askedNanos() - answer.askedNanos()).isGreaterThan(500_000_000L);
            assertThat(peer.requests().get(0)).isEqualTo("GET /status HTTP/1.1");
            assertThat(peer.requests()).contains("Authorization: Bearer t0ken");
        }
    }

    @Test
    void saysWhyThereIsNoAnswer() throws Exception {
        int closed;
        try (FakePeer gone = FakePeer.saying("200 OK", STATUS)) {
            closed = gone.port();
        }
        ask(peer("lb02", closed));
        assertThat(failure().reason()).isEqualTo(PeerFailure.CONNECT);

        for (String[] expected : new String[][] {
            {"401 Unauthorized", "LOGIN"},
            {"403 Forbidden", "LOGIN"},
            {"302 Found", "STATUS"},
            {"503 Service Unavailable", "STATUS"},
            {"200 OK", "NOT_UNDERSTOOD"}
        }) {
            try (FakePeer peer = FakePeer.saying(expected[0], "<html>no agent</html>")) {
                answers.clear();
                ask(peer("lb02", peer.port()));
                PeerAnswer.Failure failure = failure();
                assertThat(failure.reason().name()).as(failure.text()).isEqualTo(expected[1]);
            }
        }
    }

    @Test
    void anEndlessAnswerIsNotReadToItsEnd() throws Exception {
        try (FakePeer peer = new FakePeer(AskerTest::endless)) {
            ask(peer("lb02", peer.port()));

            assertThat(failure().reason()).isIn(PeerFailure.TOO_LARGE, PeerFailure.TIMEOUT);
        }
    }

    private static void endless(OutputStream out) throws java.io.IOException {
        out.write(FakePeer.head("200 OK", Long.MAX_VALUE).getBytes(StandardCharsets.UTF_8));
        byte[] spaces = " ".repeat(65_536).getBytes(StandardCharsets.UTF_8);
        while (true) {
            out.write(spaces); // Until the other side closes.
        }
    }

    @Test
    void anAnswerThatDripsEndsInItsTimeAndDelaysNobody() throws Exception {
        try (FakePeer slow = new FakePeer(AskerTest::drip);
                FakePeer fine = FakePeer.saying("200 OK", STATUS)) {
            ask(peer("slow", slow.port()), peer("fine", fine.port()));

            PeerAnswer first = next();
            assertThat(first.peer()).isEqualTo("fine");
            PeerAnswer late = next();
            while (late.peer().equals("fine")) {
                late = next();
            }
            assertThat(late.failure().map(PeerAnswer.Failure::reason)).contains(PeerFailure.TIMEOUT);
        }
    }

    private static void drip(OutputStream out) throws java.io.IOException, InterruptedException {
        out.write(FakePeer.head("200 OK", 1000).getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 600; i++) {
            out.write('{');
            out.flush();
            Thread.sleep(50); // That is what it is about.
        }
    }

    @Test
    void whoIsAskedNoMoreIsLeftAlone() throws Exception {
        try (FakePeer peer = FakePeer.saying("200 OK", STATUS);
                FakePeer other = FakePeer.saying("200 OK", STATUS)) {
            ask(peer("lb02", peer.port()));
            next();
            ask(peer("lb03", other.port()));
            PeerAnswer answer = next();
            while (answer.peer().equals("lb02")) {
                answer = next();
            }
            int asked = peer.requests().size();
            next();
            next();

            assertThat(answer.peer()).isEqualTo("lb03");
            assertThat(peer.requests()).hasSize(asked);
        }
    }
}
