package dev.holdfast.agent.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the system to its end. */
final class Tool {
    /** What we call answers in milliseconds; longer than this it hangs. */
    private static final int LIMIT_SECONDS = 10;

    private Tool() {}

    /** Runs the program and gives what it printed; anything but exit status 0 is a {@link DemoException}. */
    static String run(String... command) throws InterruptedException {
        String line = String.join(" ", command);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new DemoException(line + ": no end after " + LIMIT_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new DemoException(line + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new DemoException(line + ": " + e.getMessage());
        }
    }

    /** Whether the program can be found. */
    static boolean exists(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        return List.of(path.split(":")).stream().anyMatch(folder -> new java.io.File(folder, program).canExecute());
    }
}
