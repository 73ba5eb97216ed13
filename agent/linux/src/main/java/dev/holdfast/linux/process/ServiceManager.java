package dev.holdfast.linux.process;

import static dev.holdfast.linux.libc.Linux.AF_UNIX;
import static dev.holdfast.linux.libc.Linux.SOCK_DGRAM;

import dev.holdfast.core.port.Outcome;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.libc.NativeSocket;
import dev.holdfast.linux.libc.OutgoingMessage;
import dev.holdfast.linux.libc.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the service manager how the agent does (sd_notify(3)). Without one every method does nothing and is done.
 *
 * <p>Never blocks; a message that the manager has no room for is reported as EAGAIN. Any thread.
 */
public final class ServiceManager {
    /** Far above any status line, and allocated once: the watchdog's word goes out every second or so. */
    private static final int MAX_MESSAGE = 2048;

    private final OutgoingMessage outgoing = new OutgoingMessage(MAX_MESSAGE);

    private final Optional<String> socketName;
    private final Optional<Duration> watchdogInterval;

    private ServiceManager(Optional<String> socketName, Optional<Duration> watchdogInterval) {
        this.socketName = socketName;
        this.watchdogInterval = watchdogInterval;
    }

    /** The manager that started this process, if there is one. */
    public static ServiceManager fromEnvironment() {
        return from(System.getenv(), ProcessHandle.current().pid());
    }

    /** The same from a given environment. Kinds of address that we do not speak, such as vsock, count as none. */
    static ServiceManager from(Map<String, String> environment, long ownPid) {
        Optional<String> name = Optional.ofNullable(environment.get("NOTIFY_SOCKET"))
                .filter(value -> value.startsWith("/") || value.startsWith("@"))
                .filter(SocketAddress::isUnixName);
        boolean isForUs = Optional.ofNullable(environment.get("WATCHDOG_PID"))
                .map(pid -> pid.equals(Long.toString(ownPid)))
                .orElse(true);
        Optional<Duration> interval = Optional.ofNullable(environment.get("WATCHDOG_USEC"))
                .filter(micros -> isForUs && name.isPresent() && micros.matches("[1-9][0-9]{0,15}"))
                .map(micros -> Duration.of(Long.parseLong(micros), ChronoUnit.MICROS));
        return new ServiceManager(name, interval);
    }

    /** Within which time {@link #watchdog} must be called again, or the manager kills us; empty for no watch. */
    public Optional<Duration> watchdogInterval() {
        return watchdogInterval;
    }

    /** Start-up, or a reload, is over. */
    public Outcome ready() {
        return send("READY=1");
    }

    /** A reload begins; {@link #ready} ends it. */
    public Outcome reloading() {
        // The manager wants the time on CLOCK_MONOTONIC, which is what nanoTime reads on Linux.
        return send("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000);
    }

    /** The agent begins to stop. */
    public Outcome stopping() {
        return send("STOPPING=1");
    }

    /** The agent is alive. */
    public Outcome watchdog() {
        return send("WATCHDOG=1");
    }

    /** One line for people who ask the manager. */
    public Outcome status(String text) {
        return send("STATUS=" + text.replace('\n', ' '));
    }

    private synchronized Outcome send(String message) {
        if (socketName.isEmpty()) {
            return Outcome.DONE;
        }
        byte[] content = message.getBytes(StandardCharsets.UTF_8);
        if (!outgoing.hasRoomFor(content.length)) {
            return Outcome.failed("notify service manager", socketName.get(), "EMSGSIZE");
        }
        try (NativeSocket socket = NativeSocket.open(AF_UNIX, SOCK_DGRAM, 0, socketName.get())) {
            socket.send(outgoing.to(SocketAddress.unix(socketName.get())).content(content));
            return Outcome.DONE;
        } catch (ErrnoException refused) {
            return refused.about("notify service manager", socketName.get()).outcome();
        }
    }
}
