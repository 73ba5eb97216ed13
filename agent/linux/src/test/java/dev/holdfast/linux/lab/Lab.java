package dev.holdfast.linux.lab;

import static org.assertj.core.api.Assertions.fail;

import dev.holdfast.linux.process.Capabilities;
import dev.holdfast.linux.process.Capability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;

/** Whether the real kernel may be used, and how to run the tools that set it up. */
public final class Lab {
    private static final Set<Capability> NEEDED =
            Set.of(Capability.NET_ADMIN, Capability.NET_RAW, Capability.SYS_ADMIN);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Lab() {}

    /** Leaves the test out where namespaces cannot be made; with {@code -Dlab=required} that is a failure. */
    public static void requireNamespaces() {
        List<Capability> missing = Capabilities.ofThisThread().missing(NEEDED);
        require(missing.isEmpty(), "network namespaces need " + missing);
    }

    /** Leaves the test out when something is not there; with {@code -Dlab=required} that is a failure. */
    public static void require(boolean isThere, String reason) {
        if (!isThere && "required".equals(System.getProperty("lab"))) {
            fail("skipped although the lab is required: " + reason);
        }
        Assumptions.assumeTrue(isThere, reason);
    }

    /** Runs a program to its end and returns what it printed; a bad exit status fails the test. */
    public static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                return fail(String.join(" ", command) + " said: " + output);
            }
            return output;
        } catch (IOException | InterruptedException broken) {
            return fail(String.join(" ", command), broken);
        }
    }

    /**
     * Runs a class's {@code main} in a Java process of its own and returns what it printed.
     *
     * @param wrapper a program and its arguments that shall start it, or nothing
     */
    public static String java(Class<?> main, List<String> wrapper, String... arguments) {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    /** Waits until the kernel has done something that it does in its own time. */
    public static void await(String what, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (deadlineNanos - System.nanoTime() < 0) {
                fail("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            pause(Duration.ofMillis(5));
        }
    }

    /** Lets real time pass, to see that something does not happen. */
    public static void pause(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            fail("interrupted", interrupted);
        }
    }
}
