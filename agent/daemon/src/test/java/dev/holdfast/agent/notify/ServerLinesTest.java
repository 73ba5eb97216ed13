package dev.holdfast.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.config.ConfigLoader;
import dev.holdfast.agent.config.ConfigResult;
import dev.holdfast.agent.feed.AgentClock;
import dev.holdfast.agent.feed.Feed;
import dev.holdfast.agent.feed.StatusBoard;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.LvsNoted;
import dev.holdfast.core.spi.AgentEvent.PriorityChanged;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.LvsNotice;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the pipes of a configuration hear of virtual and real servers. */
@Timeout(30)
class ServerLinesTest {
    private static final String SERVERS = """
            vrrp_instance:
              VI_1: {interface: eth0, virtual_router_id: 51, virtual_ipaddress: [192.0.2.100/24]}
            virtual_server_group: {web: [192.0.2.101 80, 192.0.2.102 81]}
            virtual_server:
              192.0.2.100 80: {protocol: TCP, real_server: {192.0.2.11 8080: {}}}
              2001:db8::100 53: {protocol: UDP, real_server: {2001:db8::11 53: {}}}
              dns: {address: 192.0.2.100, port: 53, protocol: SCTP, real_server: {192.0.2.11: {}}}
              fwmark 7: {real_server: {192.0.2.11 80: {}}}
              group web: {protocol: TCP, real_server: {192.0.2.12 80: {}}}
            """;

    private final BlockingQueue<AgentEvent> published = new LinkedBlockingQueue<>();
    private final ScriptRunner scripts = new ScriptRunner(
            new AgentRights(false, false),
            Optional.empty(),
            new UserDatabase(),
            (group, signal) -> {},
            () -> {},
            e -> {});
    private final AgentSnapshot empty = new AgentSnapshot(0, "lb01", 1, List.of(), List.of(), Map.of());
    private final Feed feed = new Feed(new AgentClock(), new StatusBoard("1", "r", 0), empty);
    private final Path folder;

    ServerLinesTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static FifoSettings settings(String globals) {
        ConfigResult result = ConfigLoader.forThisHost("lb01").parse("holdfast.yaml", globals + SERVERS);
        assertThat(result).as(result.toString()).isInstanceOf(ConfigResult.Loaded.class);
        return ((ConfigResult.Loaded) result).config().fifos();
    }

    private static LvsNoted noted(String virtual, String real, LvsNotice notice) {
        return new LvsNoted(1, virtual, real, notice, "why");
    }

    private static PriorityChanged priority() {
        return new PriorityChanged(1, "VI_1", new Priority(100), new Priority(100), new Priority(80), List.of());
    }

    /** What is in a pipe, up to the last line that it should get. */
    private List<String> read(String pipe, String last) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(folder.resolve(pipe))) {
            do {
                lines.add(reader.readLine());
            } while (!last.equals(lines.get(lines.size() - 1)));
        }
        return lines;
    }

    @Test
    @Tag("word:global_defs.lvs_notify_fifo")
    void eachPipeHearsWhatItIsFor() throws IOException {
        try (Fifos fifos = new Fifos(feed, NamedPipe::make, scripts.launcher(), () -> 7, published::add)) {
            fifos.reconfigure(settings("""
                    global_defs:
                      notify_fifo: %1$s/all
                      vrrp_notify_fifo: %1$s/vrrp
                      lvs_notify_fifo: %1$s/lvs
                      vrrp_notify_priority_changes: true
                    """.formatted(folder)));
            fifos.onEvent(noted("192.0.2.100 80", "192.0.2.11:8080", LvsNotice.REAL_SERVER_DOWN));
            fifos.onEvent(noted("192.0.2.100 80", "", LvsNotice.TABLE_RESTORED));
            fifos.onEvent(noted("somebody else", "", LvsNotice.QUORUM_LOST));
            fifos.onEvent(priority());
            fifos.onEvent(noted("192.0.2.100 80", "", LvsNotice.QUORUM_LOST));

            String router = "INSTANCE \"VI_1\" BACKUP_PRIORITY 80";
            String server = "RS [192.0.2.11]:tcp:8080 [192.0.2.100]:tcp:80 DOWN";
            String quorum = "VS [192.0.2.100]:tcp:80 DOWN";
            assertThat(read("all", quorum)).containsExactly(server, router, quorum);
            assertThat(read("lvs", quorum)).containsExactly(server, quorum);
            assertThat(read("vrrp", router)).containsExactly(router);
            assertThat(published).isEmpty();
        } finally {
            scripts.close();
        }
    }

    @Test
    @Tag("word:global_defs.lvs_notify_fifo_script")
    void aProgramReadsIt() throws Exception {
        Path out = folder.resolve("out");
        Path reader = Files.writeString(
                folder.resolve("reader"),
                "#!/bin/sh\nwhile read -r line; do echo \"$1 $line\" >> " + out + "; done < \"$2\"\n");
        Files.setPosixFilePermissions(reader, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Fifos fifos = new Fifos(feed, NamedPipe::make, scripts.launcher(), () -> 7, published::add)) {
            fifos.reconfigure(settings("""
                    global_defs:
                      enable_script_security: false
                      lvs_notify_fifo: %1$s/lvs
                      lvs_notify_fifo_script: {script: %1$s/reader lvs, user: root}
                    """.formatted(folder)));
            fifos.onEvent(noted("fwmark 7", "", LvsNotice.QUORUM_LOST));
            while (!Files.exists(out)) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } finally {
            scripts.close();
        }
        assertThat(out).hasContent("lvs VS FWM 7 DOWN\n");
    }

    @Test
    void namesAreThoseOfKeepalived() {
        ServerLines lines = settings("").servers();

        assertThat(lines.of(noted("2001:db8::100 53", "[2001:db8::11]:53", LvsNotice.REAL_SERVER_UP)))
                .contains("RS [2001:db8::11]:udp:53 [2001:db8::100]:udp:53 UP\n");
        assertThat(lines.of(noted("dns", "", LvsNotice.QUORUM_GAINED))).contains("VS [192.0.2.100]:sctp:53 UP\n");
        assertThat(lines.of(noted("fwmark 7", "192.0.2.11:80", LvsNotice.REAL_SERVER_DOWN)))
                .contains("RS [192.0.2.11]:none:80 FWM 7 DOWN\n");
        assertThat(lines.of(noted("group web", "", LvsNotice.QUORUM_LOST))).contains("VS [web]:0 DOWN\n");
        assertThat(lines.of(noted("group web", "192.0.2.12:80", LvsNotice.REAL_SERVER_DOWN)))
                .contains("RS [192.0.2.12]:tcp:80 [web]:0 DOWN\n");
    }
}
