package dev.holdfast.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one short command and hands back what it printed. */
final class Shell {
    private static final long LIMIT_SECONDS = 60;

    private Shell() {}

    static String run(String... command) {
        return run(List.of(command));
    }

    /** Runs a command that must succeed. */
    static String run(List<String> command) {
        Result result = attempt(command);
        if (result.status() != 0) {
            throw new IllegalStateException(command + " ended with " + result.status() + ": " + result.output());
        }
        return result.output();
    }

    /** Runs a command that may fail. */
    static Result attempt(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " did not end");
            }
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + command, e);
        }
    }

    record Result(int status, String output) {}
}
