package dev.holdfast.agent.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.track.TrackerResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files, processes, and the way a ping's outcome takes. */
class LocalProbeTest {
    private final Path directory;
    private final Sandbox sandbox;

    LocalProbeTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.sandbox = new Sandbox(directory);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private int number(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("number"), text);
        return FileLook.number(file).value();
    }

    @Test
    void aFileIsWorthItsNumber() throws Exception {
        assertThat(number("12\n")).isEqualTo(12);
        assertThat(number("  -3 since yesterday\n")).isEqualTo(-3);
        assertThat(number("99999999999")).isEqualTo(2147483647);
    }

    @Test
    void aFileWithoutANumberIsWorthNothing() throws Exception {
        assertThat(number("")).isZero();
        assertThat(number("many\n")).isZero();
        assertThat(number("1.5\n")).isZero();
        assertThat(FileLook.number(directory).value()).isZero();
        assertThat(FileLook.number(directory.resolve("missing"))).isEqualTo(TrackerResult.number(0));
    }

    @Test
    void aFileIsThereOrNot() throws Exception {
        assertThat(sandbox.look(new Probe.FileThere(directory))).isEqualTo(TrackerResult.passed(""));
        Path missing = directory.resolve("missing");
        assertThat(sandbox.look(new Probe.FileThere(missing)))
                .isEqualTo(TrackerResult.failed("no such file: " + missing));
    }

    @Test
    void aPingThatIsNotAnsweredIsAFailure() throws Exception {
        assertThat(sandbox.look(new Probe.Ping(IpAddress.parse("192.0.2.1")))).isEqualTo(TrackerResult.passed(""));
        assertThat(sandbox.look(new Probe.Ping(IpAddress.parse("169.254.0.1"))).detail())
                .contains("ETIMEDOUT");
    }

    /** A /proc of our own: pid, the kernel's name, the executable when we may see it, the arguments. */
    private void process(int pid, String kernelName, Optional<String> executable, String... arguments)
            throws IOException {
        Path process = Files.createDirectories(directory.resolve(Integer.toString(pid)));
        Files.writeString(process.resolve("comm"), kernelName + "\n");
        Files.writeString(process.resolve("cmdline"), arguments.length == 0 ? "" : String.join("\0", arguments) + "\0");
        if (executable.isPresent()) {
            Files.createSymbolicLink(process.resolve("exe"), Path.of(executable.get()));
        }
    }

    private String count(String name, Optional<List<String>> parameters) {
        return new ProcessLook(directory)
                .count(new Probe.ProcessCount(name, parameters, 0, OptionalInt.empty()))
                .detail();
    }

    @Test
    void aProgramIsKnownByItsFileOrByTheKernelsName() throws Exception {
        process(10, "nginx", Optional.of("/usr/sbin/nginx"), "nginx: master process /usr/sbin/nginx");
        process(11, "nginx", Optional.empty(), "nginx: worker process");
        process(12, "renamed", Optional.of("/usr/sbin/nginx (deleted)"), "x");
        process(13, "nginx-debug", Optional.of("/usr/sbin/nginx-debug"), "nginx-debug");
        process(14, "nginx", Optional.empty()); // Ended, not yet asked for.

        assertThat(count("nginx", Optional.empty())).isEqualTo("3 running");
    }

    @Test
    void aLongNameIsComparedAsAWhole() throws Exception {
        process(20, "a-very-long-nam", Optional.empty(), "/opt/a-very-long-name-one");
        process(21, "a-very-long-nam", Optional.empty(), "/bin/sh", "/opt/a-very-long-name-two");

        assertThat(count("a-very-long-name-one", Optional.empty())).isEqualTo("1 running");
        assertThat(count("a-very-long-name-two", Optional.empty())).isEqualTo("1 running");
        assertThat(count("a-very-long-name", Optional.empty())).isEqualTo("0 running");
    }

    @Test
    void parametersMustBeTheSame() throws Exception {
        process(30, "haproxy", Optional.empty(), "/usr/sbin/haproxy", "-f", "a.cfg");
        process(31, "haproxy", Optional.empty(), "/bin/sh", "/opt/haproxy", "-f", "b.cfg");

        assertThat(count("haproxy", Optional.of(List.of("-f", "a.cfg")))).isEqualTo("1 running");
        assertThat(count("haproxy", Optional.of(List.of("-f", "b.cfg")))).isEqualTo("1 running");
        assertThat(count("haproxy", Optional.of(List.of("-f")))).isEqualTo("0 running");
    }

    @Test
    void thereMayBeTooFewAndTooMany() throws Exception {
        process(40, "sync", Optional.empty(), "sync");
        process(41, "sync", Optional.empty(), "sync");
        ProcessLook processes = new ProcessLook(directory);

        assertThat(processes.count(new Probe.ProcessCount("sync", Optional.empty(), 2, OptionalInt.of(2))))
                .isEqualTo(TrackerResult.passed("2 running"));
        assertThat(processes.count(new Probe.ProcessCount("sync", Optional.empty(), 3, OptionalInt.empty())))
                .isEqualTo(TrackerResult.failed("2 running, wanted at least 3"));
        assertThat(processes.count(new Probe.ProcessCount("sync", Optional.empty(), 0, OptionalInt.of(1))))
                .isEqualTo(TrackerResult.failed("2 running, wanted 0..1"));
    }

    @Test
    void ourOwnProcessIsFound() throws Exception {
        TrackerResult result = sandbox.look(new Probe.ProcessCount("java", Optional.empty(), 1, OptionalInt.empty()));

        assertThat(result.kind()).isEqualTo(TrackerResult.Kind.PASSED);
    }
}
