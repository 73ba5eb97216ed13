package dev.holdfast.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.port.Outcome;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.IncomingMessage;
import dev.holdfast.linux.libc.Linux;
import dev.holdfast.linux.libc.NativeSocket;
import dev.holdfast.linux.libc.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceManagerTest {
    private static final long PID = 4711;

    private final IncomingMessage incoming = new IncomingMessage(256);

    private static NativeSocket manager(String name) throws ErrnoException {
        NativeSocket socket = NativeSocket.open(
                Linux.AF_UNIX, Linux.SOCK_DGRAM | Linux.SOCK_NONBLOCK, 0, "a manager made for the test");
        socket.bind(SocketAddress.unix(name));
        return socket;
    }

    private String received(NativeSocket manager) throws ErrnoException {
        assertThat(manager.receive(incoming)).isTrue();
        return new String(incoming.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void everyStepIsTold(@TempDir Path directory) throws ErrnoException {
        String name = directory.resolve("notify").toString();
        ServiceManager agent = ServiceManager.from(Map.of("NOTIFY_SOCKET", name), PID);
        try (NativeSocket manager = manager(name)) {
            assertThat(agent.ready()).isEqualTo(Outcome.DONE);
            assertThat(received(manager)).isEqualTo("READY=1");
            agent.reloading();
            assertThat(received(manager)).matches("RELOADING=1\nMONOTONIC_USEC=[0-9]+");
            agent.watchdog();
            assertThat(received(manager)).isEqualTo("WATCHDOG=1");
            agent.status("VI_1 is\nMASTER");
            assertThat(received(manager)).isEqualTo("STATUS=VI_1 is MASTER");
            agent.stopping();
            assertThat(received(manager)).isEqualTo("STOPPING=1");
        }
    }

    @Test
    void anAbstractNameWorksToo() throws ErrnoException {
        String name = "@holdfast-test-" + ProcessHandle.current().pid();
        try (NativeSocket manager = manager(name)) {
            ServiceManager.from(Map.of("NOTIFY_SOCKET", name), PID).ready();

            assertThat(received(manager)).isEqualTo("READY=1");
        }
    }

    @Test
    void withoutAManagerNothingHappens() {
        assertThat(ServiceManager.from(Map.of(), PID).ready()).isEqualTo(Outcome.DONE);
        assertThat(ServiceManager.from(Map.of("NOTIFY_SOCKET", "vsock:2:1"), PID)
                        .ready())
                .isEqualTo(Outcome.DONE);
    }

    @Test
    void aManagerThatWentAwayIsReported() {
        ServiceManager agent = ServiceManager.from(Map.of("NOTIFY_SOCKET", "/nowhere/notify"), PID);

        assertThat(agent.ready()).isEqualTo(Outcome.failed("notify service manager", "/nowhere/notify", "ENOENT"));
    }

    @Test
    void theWatchdogsIntervalIsInMicroseconds() {
        Map<String, String> forUs = Map.of("NOTIFY_SOCKET", "@x", "WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "4711");

        assertThat(ServiceManager.from(forUs, PID).watchdogInterval()).contains(Duration.ofSeconds(30));
        assertThat(ServiceManager.from(forUs, 1).watchdogInterval()).isEmpty();
        assertThat(ServiceManager.from(Map.of("NOTIFY_SOCKET", "@x", "WATCHDOG_USEC", "soon"), PID)
                        .watchdogInterval())
                .isEmpty();
        assertThat(ServiceManager.from(Map.of("WATCHDOG_USEC", "30000000"), PID).watchdogInterval())
                .isEmpty();
    }
}
