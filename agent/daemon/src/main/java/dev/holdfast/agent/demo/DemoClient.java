package dev.holdfast.agent.demo;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The client of the demonstration: it pings the virtual address and remembers for how long nobody answered. */
final class DemoClient {
    private final Process process;
    private long silentSinceMillis = -1;
    private OptionalLong lastOutageMillis = OptionalLong.empty();

    private DemoClient(Process process) {
        this.process = process;
    }

    static DemoClient start(String namespace) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        command.addAll(JavaCommand.small(VipPinger.class, DemoNetwork.VIP));
        DemoClient client = new DemoClient(new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        Thread reader = new Thread(client::read, "client");
        reader.setDaemon(true);
        reader.start();
        return client;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(line -> heard(line.split(" ")));
        } catch (IOException | UncheckedIOException e) {
            // The process ended, and with it what it could tell.
        }
    }

    private synchronized void heard(String[] words) {
        long millis = Long.parseLong(words[1]);
        if (words[0].equals("down")) {
            silentSinceMillis = millis;
        } else if (silentSinceMillis >= 0) {
            lastOutageMillis = OptionalLong.of(millis - silentSinceMillis);
            notifyAll();
        }
    }

    /** Forgets what was. */
    synchronized void expectOutage() {
        lastOutageMillis = OptionalLong.empty();
    }

    /** For how long nobody answered, once somebody does again; empty when there was no gap within the time. */
    synchronized OptionalLong awaitOutageMillis(long limitMillis) throws InterruptedException {
        long end = System.nanoTime() + limitMillis * 1_000_000;
        while (lastOutageMillis.isEmpty()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return lastOutageMillis;
    }

    void stop() {
        process.destroyForcibly();
    }
}
