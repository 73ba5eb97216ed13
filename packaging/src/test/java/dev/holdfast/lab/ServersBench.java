package dev.holdfast.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A thousand real servers that are looked at every second, and an election at 0.1 s adverts beside them. IPVS is replaced
 * for both programs, so that the kernel needs none and what is measured is the looking.
 */
final class ServersBench {
    private static final int SECONDS = 60;
    private static final Path SCRIPT = Path.of("src/test/resources/dev/holdfast/lab/servers-bench.sh");

    private ServersBench() {}

    static void run(int servers) {
        Bench.header(
                "program",
                "CPU %",
                "checks a second",
                "late by p50 ms",
                "late by p99 ms",
                "latest ms",
                "timer lag of the election: mean ms",
                "above 1 ms %",
                "times above 10 ms");
        List<String> alone = List.of("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc");
        List<String> script = List.of(
                "bash",
                SCRIPT.toString(),
                HoldfastProcess.launcher().toString(),
                Integer.toString(servers),
                Integer.toString(SECONDS));
        try {
            Process process = new ProcessBuilder(Stream.of(alone, DirectorWithoutIpvs.prefix(), script)
                            .flatMap(List::stream)
                            .toList())
                    .inheritIO()
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("not measured");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
