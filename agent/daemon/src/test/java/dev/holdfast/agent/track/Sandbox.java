package dev.holdfast.agent.track;

import dev.holdfast.agent.notify.AgentRights;
import dev.holdfast.agent.notify.ScriptRunner;
import dev.holdfast.agent.notify.UserDatabase;
import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.port.Egress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.track.TrackerConfig;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;
import dev.holdfast.core.track.TrackerResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Real probers with everything they need, and what they tell. */
final class Sandbox implements AutoCloseable {
    static final long MILLI = 1_000_000L;

    private final boolean isRoot = "root".equals(System.getProperty("user.name"));
    private final BlockingQueue<TrackerResult> results = new LinkedBlockingQueue<>();
    private final ScriptRunner scripts = new ScriptRunner(
            new AgentRights(isRoot, isRoot),
            Optional.empty(),
            new UserDatabase(),
            Sandbox::signal,
            () -> {},
            end -> {});
    private final Path directory;
    final Probers probers = new Probers(
            scripts.launcher(),
            (address, egress, timeoutNanos) ->
                    address.isLinkLocal() ? Outcome.failed("ping", address.toString(), "ETIMEDOUT") : Outcome.DONE,
            () -> {},
            new Suspension(),
            looked -> looked.forEach(each -> results.add(each.result())));

    Sandbox(Path directory) throws IOException {
        this.directory = directory;
        // Scripts run as somebody else, who must be able to get here and to leave something.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    boolean isRoot() {
        return isRoot;
    }

    static ProbeConfig config(String name, Probe probe, long intervalMillis, long timeoutMillis) {
        TrackerId id = new TrackerId(TrackerKind.CHECK, name);
        TrackerConfig tracker = new TrackerConfig(id, 1, 1, false, "");
        return new ProbeConfig(tracker, probe, intervalMillis * MILLI, timeoutMillis * MILLI, Optional.empty());
    }

    /** The first result of a probe that has a long time. */
    TrackerResult look(Probe probe) throws InterruptedException {
        return look(probe, 20_000);
    }

    TrackerResult look(Probe probe, long timeoutMillis) throws InterruptedException {
        probers.reconfigure(List.of(config("it", probe, 60_000, timeoutMillis)));
        return next();
    }

    /** The same, leaving this way. */
    TrackerResult look(Probe probe, Egress egress) throws InterruptedException {
        ProbeConfig plain = config("it", probe, 60_000, 20_000);
        probers.reconfigure(List.of(new ProbeConfig(
                plain.tracker(),
                probe,
                plain.intervalNanos(),
                plain.timeoutNanos(),
                plain.remedy(),
                plain.patience(),
                egress)));
        return next();
    }

    TrackerResult next() throws InterruptedException {
        TrackerResult result = results.poll(30, TimeUnit.SECONDS);
        if (result == null) {
            throw new AssertionError("no result came");
        }
        return result;
    }

    boolean isQuietFor(long millis) throws InterruptedException {
        return results.poll(millis, TimeUnit.MILLISECONDS) == null;
    }

    ScriptCommand script(String name, String body) throws IOException {
        Path script = directory.resolve(name);
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new ScriptCommand(List.of(script.toString()), Optional.empty());
    }

    /** What a script wrote there, as soon as there is something. */
    String await(String file) throws InterruptedException, IOException {
        Path path = directory.resolve(file);
        long deadline = System.nanoTime() + 20_000 * MILLI;
        while (System.nanoTime() < deadline) {
            if (Files.exists(path) && Files.size(path) > 0) {
                return Files.readString(path).strip();
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new AssertionError("nothing in " + file);
    }

    /** Whether a process is gone by then. A dead one may stay listed until its new parent asks for it. */
    static boolean isGoneWithin(String pid, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (isAlive(pid)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return true;
    }

    static boolean isAlive(String pid) {
        try {
            return !Files.readString(Path.of("/proc", pid, "stat")).contains(") Z ");
        } catch (IOException gone) {
            return false;
        }
    }

    private static void signal(long group, int signal) {
        try {
            new ProcessBuilder("/bin/kill", "-" + signal, "--", "-" + group)
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        probers.close();
        scripts.close();
    }
}
