package dev.holdfast.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process in a namespace: its lines, its signals, its end. */
final class LabProcess implements AutoCloseable {
    /** Lines kept of one process; what follows is only handed to the listener. */
    private static final int MOST_LINES = 20_000;

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private final String name;

    private LabProcess(String name, Process process, Consumer<String> listener) {
        this.name = name;
        this.process = process;
        this.reader = new Thread(() -> read(listener), "lab-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    static LabProcess start(Lab lab, String namespace, List<String> command) {
        return start(lab, namespace, command, line -> {});
    }

    /** Starts a process in a namespace of the lab, which ends it at the latest when it closes. */
    static LabProcess start(Lab lab, String namespace, List<String> command, Consumer<String> listener) {
        List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        inside.addAll(command);
        try {
            Process process = new ProcessBuilder(inside)
                    .directory(lab.folder().toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            return lab.keep(new LabProcess(namespace + "-" + command.get(0), process, listener));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Consumer<String> listener) {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                synchronized (lines) {
                    if (lines.size() < MOST_LINES) {
                        lines.add(line);
                    }
                }
                listener.accept(line);
            }
        } catch (IOException closed) {
            listener.accept("(output closed: " + closed.getMessage() + ")");
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    long linesContaining(String text) {
        return lines().stream().filter(line -> line.contains(text)).count();
    }

    void awaitLine(String text, double seconds) {
        boolean seen = Clock.waitFor(seconds, () -> linesContaining(text) > 0 || !isAlive());
        if (!seen || linesContaining(text) == 0) {
            throw new AssertionError(name + " never said \"" + text + "\" but:\n" + String.join("\n", lines()));
        }
    }

    /** Sends a signal to this process alone. */
    void signal(int signal) {
        signal(process.toHandle(), signal);
    }

    /** Stops or continues this process and all that it started. */
    void signalTree(int signal) {
        List<ProcessHandle> children = process.descendants().toList();
        signal(signal);
        children.forEach(child -> signal(child, signal));
    }

    /**
     * Kills this process and all that it started, so that none of them can react to the end of another: a parent would
     * start its child anew, a child would clean up after its parent.
     */
    void killTree() {
        signal(Libc.SIGSTOP);
        process.descendants().toList().forEach(child -> signal(child, Libc.SIGKILL));
        signal(Libc.SIGKILL);
    }

    private static void signal(ProcessHandle process, int signal) {
        if (process.isAlive()) {
            Libc.C.kill((int) process.pid(), signal);
        }
    }

    /** Waits for the end and answers the exit status. */
    int awaitExit(double seconds) {
        try {
            if (!process.waitFor(Math.round(seconds * 1000), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(
                        name + " did not end in " + seconds + " s; it said:\n" + String.join("\n", lines()));
            }
            reader.join(2_000);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        killTree();
        awaitExit(5);
    }
}
