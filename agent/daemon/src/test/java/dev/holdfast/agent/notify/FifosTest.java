package dev.holdfast.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.feed.AgentClock;
import dev.holdfast.agent.feed.Feed;
import dev.holdfast.agent.feed.StatusBoard;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.GroupChanged;
import dev.holdfast.core.spi.AgentEvent.LowerMasterHeard;
import dev.holdfast.core.spi.AgentEvent.PriorityChanged;
import dev.holdfast.core.spi.AgentEvent.Reconciled;
import dev.holdfast.core.spi.AgentEvent.ScriptFinished;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.linux.process.NamedPipe;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real named pipes with real readers, and without. */
@Timeout(30)
class FifosTest {
    private static final RouterKey KEY = new RouterKey(new InterfaceName("eth0"), IpFamily.IPV4, new Vrid(51));
    private static final IpAddress PEER = IpAddress.parse("192.0.2.12");

    private final BlockingQueue<AgentEvent> published = new LinkedBlockingQueue<>();
    private final ScriptRunner scripts = new ScriptRunner(
            new AgentRights(false, false), Optional.empty(), new UserDatabase(), FifosTest::kill, () -> {}, end -> {});
    private final AgentSnapshot empty = new AgentSnapshot(0, "lb01", 1, List.of(), List.of(), Map.of());
    private final Feed feed = new Feed(new AgentClock(), new StatusBoard("1", "r", 0), empty);
    private final Fifos fifos = new Fifos(feed, NamedPipe::make, scripts.launcher(), () -> 7, published::add);
    private final Path folder;
    private final Path path;

    FifosTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.path = folder.resolve("events");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void close() {
        fifos.close();
        scripts.close();
    }

    private static void kill(long group, int signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, "--", "-" + group).start().waitFor();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void open(Optional<ScriptCommand> reader) {
        FifoConfig config = new FifoConfig("notify_fifo", path, Optional.empty(), reader);
        fifos.reconfigure(new FifoSettings(List.of(config), Set.of("VI_1"), ServerLines.NONE));
    }

    private static StateChanged state(RouterState to) {
        return new StateChanged(
                1,
                2,
                "VI_1",
                KEY,
                RouterState.BACKUP,
                to,
                TransitionReason.TIMEOUT,
                List.of(),
                new Priority(100),
                Optional.empty(),
                List.of(),
                0,
                0);
    }

    private List<String> read(int count) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(path)) {
            while (lines.size() < count) {
                lines.add(reader.readLine());
            }
        }
        return lines;
    }

    @Test
    void linesAreThoseOfKeepalivedAndWaitForAReader() throws IOException {
        open(Optional.empty());

        fifos.onEvent(state(RouterState.INIT));
        fifos.onEvent(state(RouterState.BACKUP));
        fifos.onEvent(state(RouterState.MASTER));
        fifos.onEvent(new GroupChanged(1, 3, "G1", RouterState.BACKUP, RouterState.MASTER, List.of("VI_1"), List.of()));
        fifos.onEvent(new LowerMasterHeard(1, 4, "VI_1", KEY, new Priority(100), PEER, List.of()));
        fifos.onEvent(new Reconciled(1, 5, "VI_1", KEY, new Priority(100), PEER, List.of(), 9));
        fifos.onEvent(priority("VI_1"));
        fifos.onEvent(priority("VI_2"));
        fifos.onEvent(new AgentEvent.Stalled(1, "VI_1", 2));
        fifos.onEvent(state(RouterState.FAULT));
        fifos.onEvent(state(RouterState.STOPPED));

        assertThat(read(8))
                .containsExactly(
                        "INSTANCE \"VI_1\" BACKUP 100",
                        "INSTANCE \"VI_1\" MASTER 100",
                        "GROUP \"G1\" MASTER 0",
                        "INSTANCE \"VI_1\" MASTER_RX_LOWER_PRI 100",
                        "INSTANCE \"VI_1\" MASTER 100",
                        "INSTANCE \"VI_1\" BACKUP_PRIORITY 80",
                        "INSTANCE \"VI_1\" FAULT 100",
                        "INSTANCE \"VI_1\" STOP 100");
        assertThat(published).isEmpty();
    }

    private static PriorityChanged priority(String router) {
        return new PriorityChanged(1, router, new Priority(100), new Priority(100), new Priority(80), List.of());
    }

    @Test
    void aPipeIsMadeForItsOwnerAlone() throws IOException {
        open(Optional.empty());

        assertThat(Files.getAttribute(path, "unix:mode")).isEqualTo(0010600);
    }

    @Test
    void aFileOfThatNameIsNotWrittenTo() throws IOException {
        Files.writeString(path, "mine");

        open(Optional.empty());
        fifos.onEvent(state(RouterState.MASTER));

        assertThat(path).hasContent("mine");
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        NamedPipe.make(elsewhere.toString());
        Files.createSymbolicLink(path, elsewhere);

        open(Optional.empty());
        fifos.onEvent(state(RouterState.MASTER));

        fifos.close();
        try (var in = Files.newByteChannel(
                elsewhere, java.nio.file.StandardOpenOption.READ, java.nio.file.StandardOpenOption.WRITE)) {
            assertThat(new ProcessBuilder("timeout", "0.2", "cat", elsewhere.toString())
                            .start()
                            .inputReader()
                            .readLine())
                    .isNull();
            assertThat(in.isOpen()).isTrue();
        }
    }

    @Test
    void aPipeThatOthersMayWriteToIsNotTrusted() throws IOException {
        NamedPipe.make(path.toString());
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));

        open(Optional.empty());
        fifos.onEvent(state(RouterState.MASTER));
        fifos.close();

        assertThat(published).isEmpty();
        assertThat(new ProcessBuilder("timeout", "0.2", "cat", path.toString())
                        .start()
                        .inputReader()
                        .readLine())
                .isNull();
    }

    @Test
    void withoutAReaderTheOldestLinesGiveWayAndEachIsTold() throws Exception {
        open(Optional.empty());
        int kernel = 65_536 / "INSTANCE \"VI_1\" MASTER 100\n".length();

        long begin = System.nanoTime();
        for (int i = 0; i < kernel + Fifo.CAPACITY + 500; i++) {
            fifos.onEvent(state(RouterState.MASTER));
        }

        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(5));
        ScriptFinished lost = (ScriptFinished) published.poll(5, TimeUnit.SECONDS);
        assertThat(lost.kind()).isEqualTo("notify_fifo");
        assertThat(lost.result()).isEqualTo(ScriptResult.DROPPED);
        assertThat(lost.path()).isEqualTo(path.toString());
        assertThat(lost.detail()).isEqualTo("INSTANCE \"VI_1\" MASTER 100: nobody reads, and 1024 lines wait");
        assertThat(published).hasSizeGreaterThan(400);
    }

    @Test
    void whatNobodyReadBeforeTheEndIsTold() {
        open(Optional.empty());
        fifos.onEvent(state(RouterState.STOPPED));

        fifos.close();

        assertThat(published)
                .singleElement()
                .satisfies(event ->
                        assertThat(((ScriptFinished) event).detail()).isEqualTo("nobody read the last 25 octets"));
    }

    @Test
    void theAgentEndsThoughNobodyReads() {
        open(Optional.empty());
        for (int i = 0; i < 10_000; i++) {
            fifos.onEvent(state(RouterState.MASTER));
        }

        long begin = System.nanoTime();
        fifos.close();

        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(4));
        assertThat(published)
                .extracting(event -> ((ScriptFinished) event).detail())
                .anyMatch(detail -> detail.endsWith("nobody read until the end"))
                .last()
                .asString()
                .matches("nobody read the last [0-9]+ octets");
    }

    @Test
    void theReaderIsStartedAndReadsTheLastLineToo() throws Exception {
        open(Optional.of(reader("while read -r line; do echo \"$line\" >> \"$0.out\"; done < \"$1\"")));

        fifos.onEvent(state(RouterState.MASTER));
        while (!Files.exists(folder.resolve("reader.out"))) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        fifos.onEvent(state(RouterState.STOPPED));
        fifos.close();

        assertThat(folder.resolve("reader.out"))
                .hasContent("INSTANCE \"VI_1\" MASTER 100\nINSTANCE \"VI_1\" STOP 100\n");
    }

    @Test
    void aReaderThatEndsIsStartedAgainAndTold() throws Exception {
        open(Optional.of(reader("echo run >> \"$0.out\"; exit 3")));

        ScriptFinished first = (ScriptFinished) published.poll(10, TimeUnit.SECONDS);
        ScriptFinished second = (ScriptFinished) published.poll(10, TimeUnit.SECONDS);

        assertThat(first.kind()).isEqualTo("notify_fifo_script");
        assertThat(first.exitStatus()).isEqualTo(3);
        assertThat(first.detail()).isEqualTo("is started again");
        assertThat(second.exitStatus()).isEqualTo(3);
        assertThat(Files.readAllLines(folder.resolve("reader.out"))).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aReloadThatChangesNothingLeavesThePipeOpen() throws IOException {
        open(Optional.empty());
        fifos.onEvent(state(RouterState.BACKUP));

        open(Optional.empty());
        fifos.onEvent(state(RouterState.MASTER));

        assertThat(read(2)).containsExactly("INSTANCE \"VI_1\" BACKUP 100", "INSTANCE \"VI_1\" MASTER 100");
    }

    private ScriptCommand reader(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("reader"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new ScriptCommand(List.of(file.toString()), Optional.empty());
    }
}
