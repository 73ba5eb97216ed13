package dev.holdfast.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ControlServerTest {
    private final Path socket;
    private final RecordingOperations operations = new RecordingOperations();

    ControlServerTest(@TempDir Path folder) {
        socket = folder.resolve("run").resolve("control.sock");
    }

    private String say(String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            ByteBuffer answer = ByteBuffer.allocate(4096);
            int more = 0;
            while (more >= 0 && answer.hasRemaining()) {
                more = channel.read(answer);
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aRequestIsCarriedOutAndAnswered() throws Exception {
        try (ControlServer server = ControlServer.start(socket, operations)) {
            assertThat(server).isNotNull();

            Answer answer = ControlClient.ask(socket, Request.release("VI_1"));

            assertThat(answer).isEqualTo(Answer.done("released VI_1"));
            assertThat(operations.asked).containsExactly("release VI_1");
        }
    }

    @Test
    void whoDecidesASplitBrainIsNamed() throws Exception {
        try (ControlServer server = ControlServer.start(socket, operations)) {
            assertThat(server).isNotNull();
            String me = System.getProperty("user.name");

            ControlClient.ask(socket, Request.resolve(7, "lb01"));
            ControlClient.ask(socket, Request.clear("VI_1"));

            assertThat(operations.asked)
                    .containsExactly(
                            "resolve 7 lb01 " + me + " over the control socket",
                            "clear VI_1 " + me + " over the control socket");
        }
    }

    @Test
    void anAnswerKeepsProblemsAndPlanInTheirOrder() throws Exception {
        try (ControlServer server = ControlServer.start(socket, operations)) {
            assertThat(server).isNotNull();

            Answer answer = ControlClient.ask(socket, Request.plan("a.yaml", "text with \"quotes\"\nand lines"));

            assertThat(answer.problems()).containsExactly("a.yaml:1:1: odd");
            assertThat(answer.plan().keySet())
                    .containsExactly("kept", "changed", "restarted", "added", "removed", "moved");
            assertThat(operations.asked).containsExactly("plan a.yaml text with \"quotes\"\nand lines");
        }
    }

    @Test
    void onTheWireBothAreOneLineOfJson() throws Exception {
        try (ControlServer server = ControlServer.start(socket, operations)) {
            assertThat(server).isNotNull();

            assertThat(say("{\"verb\":\"MAINTENANCE_ON\",\"instance\":\"\",\"file\":\"\",\"text\":\"\"}\n"))
                    .isEqualTo("{\"done\":true,\"message\":\"maintenance true\",\"problems\":[],\"plan\":{}}\n");
        }
    }

    @Test
    void whatIsNoRequestIsRefusedAndTheNextOneServed() throws Exception {
        try (ControlServer server = ControlServer.start(socket, operations)) {
            assertThat(server).isNotNull();

            assertThat(say("GET / HTTP/1.1\r\n")).startsWith("{\"done\":false,\"message\":\"not a request");
            assertThat(say("{\"verb\":\"RELEASE\"}\n")).startsWith("{\"done\":false,");
            assertThat(say("{\"verb\":\"EXPLODE\",\"instance\":\"\",\"file\":\"\",\"text\":\"\"}\n"))
                    .startsWith("{\"done\":false,");
            assertThat(operations.asked).isEmpty();
            assertThat(ControlClient.ask(socket, Request.of(Request.Verb.RELOAD))
                            .done())
                    .isTrue();
        }
    }

    @Test
    void aRequestBeyondTheBoundGetsNoAnswer() throws Exception {
        try (ControlServer server = ControlServer.start(socket, operations)) {
            assertThat(server).isNotNull();
            Request large = Request.plan("a.yaml", "x".repeat(ControlServer.MOST_REQUEST_BYTES + 1));

            assertThatThrownBy(() -> ControlClient.ask(socket, large)).isInstanceOf(IOException.class);
            assertThat(operations.asked).isEmpty();
        }
    }

    @Test
    void theFileIsForItsOwnerAloneAndGoesWithTheServer() throws Exception {
        try (ControlServer server = ControlServer.start(socket, operations)) {
            assertThat(server).isNotNull();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
        }

        assertThat(socket).doesNotExist();
    }

    @Test
    void theSocketOfALivingAgentIsNotTaken() throws Exception {
        try (ControlServer server = ControlServer.start(socket, operations)) {
            assertThat(server).isNotNull();

            assertThatThrownBy(() -> ControlServer.start(socket, new RecordingOperations()))
                    .isInstanceOf(FileAlreadyExistsException.class)
                    .hasMessageContaining("another agent listens there");

            assertThat(ControlClient.ask(socket, Request.release("VI_1")).done())
                    .isTrue();
        }
    }

    @Test
    void theSocketOfADeadAgentIsReplaced() throws Exception {
        ControlServer dead = ControlServer.start(socket, operations);
        Path kept = socket.resolveSibling("kept");
        Files.createLink(kept, socket);
        dead.close();
        Files.move(kept, socket);

        try (ControlServer server = ControlServer.start(socket, operations)) {
            assertThat(server).isNotNull();
            assertThat(ControlClient.ask(socket, Request.release("VI_1")).done())
                    .isTrue();
        }
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws Exception {
        Files.createDirectory(socket.getParent());
        Files.writeString(socket, "precious");

        assertThatThrownBy(() -> ControlServer.start(socket, operations)).hasMessageContaining("no socket");
        assertThat(socket).hasContent("precious");
    }

    @Test
    void moreConnectionsThanTheBoundAreClosedAtOnce() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        operations.gate = gate;
        try (ControlServer server = ControlServer.start(socket, operations)) {
            assertThat(server).isNotNull();
            List<Thread> waiting = new ArrayList<>();
            for (int i = 0; i < ControlServer.MOST_CONNECTIONS; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        ControlClient.ask(socket, Request.release("VI_1"));
                    } catch (IOException ended) {
                        operations.asked.add(ended.toString());
                    }
                });
                thread.start();
                waiting.add(thread);
            }
            assertThat(operations.entered.tryAcquire(ControlServer.MOST_CONNECTIONS, 10, TimeUnit.SECONDS))
                    .isTrue();

            assertThatThrownBy(() -> ControlClient.ask(socket, Request.release("VI_2")))
                    .isInstanceOf(IOException.class);

            gate.countDown();
            for (Thread thread : waiting) {
                thread.join();
            }
            assertThat(operations.asked)
                    .containsExactly("release VI_1", "release VI_1", "release VI_1", "release VI_1");
        }
    }

    @Test
    void anOperationThatFailsIsAnAnswerToo() throws Exception {
        operations.gate = new CountDownLatch(0);
        try (ControlServer server = ControlServer.start(socket, operations)) {
            assertThat(server).isNotNull();

            assertThat(ControlClient.ask(socket, Request.of(Request.Verb.MAINTENANCE_STATUS)))
                    .isEqualTo(Answer.refused(
                            "failed, see the agent's log: java.lang.IllegalStateException: the loop is gone"));
        }
    }

    /** Writes down what was asked. */
    private static final class RecordingOperations implements Operations {
        final List<String> asked = java.util.Collections.synchronizedList(new ArrayList<>());
        final Semaphore entered = new Semaphore(0);
        volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public Answer release(String instance) {
            entered.release();
            try {
                gate.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            asked.add("release " + instance);
            return Answer.done("released " + instance);
        }

        @Override
        public Answer maintenance(boolean on) {
            return Answer.done("maintenance " + on);
        }

        @Override
        public Answer maintenanceStatus() {
            throw new IllegalStateException("the loop is gone");
        }

        @Override
        public Answer splitBrains() {
            return Answer.done("none");
        }

        @Override
        public Answer resolve(long incident, String keep, String by) {
            asked.add("resolve " + incident + " " + keep + " " + by);
            return Answer.done("resolved");
        }

        @Override
        public Answer clear(String instance, String by) {
            asked.add("clear " + instance + " " + by);
            return Answer.done("cleared");
        }

        @Override
        public Answer reload() {
            return Answer.done("reloaded");
        }

        @Override
        public Answer plan(String file, String text) {
            asked.add("plan " + file + " " + text);
            return new Answer(
                    true,
                    "planned",
                    List.of(file + ":1:1: odd"),
                    Answer.planned(
                                    "",
                                    List.of(),
                                    new dev.holdfast.core.engine.ReloadPlan(
                                            List.of("VI_1"), List.of(), List.of(), List.of(), List.of(), List.of()))
                            .plan());
        }
    }

    @Test
    void aPlanNamesEveryFateOfAnInstance() {
        Map<String, List<String>> plan = Answer.planned(
                        "",
                        List.of(),
                        new dev.holdfast.core.engine.ReloadPlan(
                                List.of("a"), List.of("b"), List.of("c"), List.of("d"), List.of("e"), List.of("f")))
                .plan();

        assertThat(plan)
                .isEqualTo(Map.of(
                        "kept", List.of("a"),
                        "changed", List.of("b"),
                        "restarted", List.of("c"),
                        "added", List.of("d"),
                        "removed", List.of("e"),
                        "moved", List.of("f")));
    }
}
