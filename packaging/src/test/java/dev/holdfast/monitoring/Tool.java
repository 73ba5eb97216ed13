package dev.holdfast.monitoring;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of a monitoring system. Where it is missing the test is skipped; with {@code -Dlab=required} it fails. */
record Tool(String name, String debianPackage) {
    static final Tool PROMTOOL = new Tool("promtool", "prometheus");
    static final Tool NPM = new Tool("npm", "nodejs npm");
    static final Tool AMTOOL = new Tool("amtool", "prometheus-alertmanager");

    private static final long LIMIT_SECONDS = 60;

    /** Runs it in a folder; 0 is success. */
    Result run(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of(path().toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            return new Result(ended ? process.exitValue() : -1, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + command, e);
        }
    }

    private Path path() {
        for (String folder : List.of("/usr/bin", "/usr/local/bin")) {
            Path path = Path.of(folder, name);
            if (Files.isExecutable(path)) {
                return path;
            }
        }
        String reason = name + " is not installed (Debian: apt install " + debianPackage + ")";
        return "required".equals(System.getProperty("lab")) ? fail(reason) : abort(reason);
    }

    record Result(int status, String output) {}
}
