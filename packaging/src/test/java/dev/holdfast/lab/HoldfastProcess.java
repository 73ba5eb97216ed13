package dev.holdfast.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The assembled agent. How it is started is written here and nowhere else.
 *
 * @param config its configuration file, to be changed before a reload
 */
record HoldfastProcess(LabProcess process, LabNode node, Path config) implements Agent {
    private static final AtomicInteger COUNTER = new AtomicInteger();
    /** From exec to the first answer of the status page, on a busy machine. */
    private static final double START_SECONDS = 20;

    /** The launcher of the assembled distribution, which becomes the agent. */
    static Path launcher() {
        return Path.of(System.getProperty("holdfast.home", "target/holdfast"), "bin", "holdfast")
                .toAbsolutePath();
    }

    static HoldfastProcess start(Lab lab, LabNode node, String yaml) {
        return start(lab, node, yaml, List.of());
    }

    /** Starts the agent behind a command that changes itself into it, for example setpriv with fewer capabilities. */
    static HoldfastProcess start(Lab lab, LabNode node, String yaml, List<String> prefix) {
        Objects.requireNonNull(ClassArchive.PREPARED);
        String name = "holdfast-" + node.letter() + "-" + COUNTER.incrementAndGet() + ".yaml";
        Path config = lab.write(name, withControlSocket(yaml, lab.folder().resolve(name)));
        List<String> command = new ArrayList<>(prefix);
        command.addAll(command(config));
        return new HoldfastProcess(LabProcess.start(lab, node.namespace(), command), node, config);
    }

    static List<String> command(Path config) {
        return List.of(launcher().toString(), "run", "--config", config.toString());
    }

    /** Agents of several labs are on one file system: each gets a socket of its own, unless a test names one. */
    private static String withControlSocket(String yaml, Path config) {
        String socket = "control_socket: " + config + ".sock";
        if (yaml.contains("control_socket") || !yaml.contains("vrrp_instance:\n")) {
            return yaml;
        }
        if (!yaml.contains("global_defs:")) {
            return "global_defs: {" + socket + "}\n" + yaml;
        }
        return yaml.replace("global_defs: {", "global_defs: {" + socket + ", ")
                .replace("global_defs:\n", "global_defs:\n  " + socket + "\n");
    }

    /** Waits until the status page answers. */
    HoldfastProcess awaitReady() {
        boolean ready =
                Clock.waitFor(START_SECONDS, () -> node.http("/healthz").contains(" 200 ") || !process.isAlive());
        if (!ready || !process.isAlive()) {
            throw new AssertionError("the agent did not come up:\n" + log());
        }
        return this;
    }

    /** Replaces the configuration file and asks for a reload. */
    void reload(String yaml) {
        try {
            Files.writeString(config, withControlSocket(yaml, config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process.signal(Libc.SIGHUP);
    }

    /** The first run of all makes the launcher prepare its class archive. It happens once, and before any clock runs. */
    private static final class ClassArchive {
        static final Shell.Result PREPARED =
                Shell.attempt(List.of(launcher().toString(), "run", "--config", "/nonexistent"));
    }
}
