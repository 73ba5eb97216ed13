package dev.holdfast.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The virtual machine whose kernel has IPVS. One start takes a second or two: put many questions into one. */
final class IpvsVm {
    static final Path LAUNCHER = Path.of("ipvs-vm", "ipvs-vm").toAbsolutePath();

    /** Programs without which the launcher refuses. */
    static final List<String> TOOLS =
            List.of("busybox", "gcc", "linux.uml", "modprobe", "setpriv", "taskset", "unshare");

    /** How long a story may take: several times what it takes on a quiet machine, for this finds what hangs alone. */
    static final int STORY_SECONDS = 600;

    /** What the launcher needs beyond its own time-out to end everything. */
    private static final long GRACE_SECONDS = 20;

    /** Short-lived programs on one slow processor. */
    private static final List<String> JVM_OPTIONS =
            List.of("-Xmx64m", "-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private IpvsVm() {}

    /** Runs a command in a virtual machine of its own; status 124 when it took longer than {@code seconds}. */
    static Shell.Result run(int seconds, List<String> command) {
        List<String> call = new ArrayList<>(List.of(LAUNCHER.toString(), "--timeout", Integer.toString(seconds)));
        call.addAll(command);
        try {
            Process process = new ProcessBuilder(call).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(seconds + GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(call + " did not end");
            }
            return new Shell.Result(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + call, e);
        }
    }

    /**
     * Runs a class of these tests there.
     *
     * @param wrapper a program and its arguments that shall start it, or nothing
     */
    static Shell.Result java(Class<?> main, String... wrapper) {
        List<String> command = new ArrayList<>(List.of(wrapper));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return run(STORY_SECONDS, command);
    }
}
