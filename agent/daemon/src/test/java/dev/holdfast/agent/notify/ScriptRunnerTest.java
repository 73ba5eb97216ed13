package dev.holdfast.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.core.notify.ScriptRun;
import dev.holdfast.core.spi.ScriptResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real scripts, run as the agent runs them. */
class ScriptRunnerTest {
    private static final long SECOND = 1_000_000_000L;

    private final BlockingQueue<ScriptEnd> ends = new LinkedBlockingQueue<>();
    private final boolean isRoot = "root".equals(System.getProperty("user.name"));
    private final ScriptRunner runner = runner(Optional.empty());

    private final Path directory;

    ScriptRunnerTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        // Scripts run as somebody else, who must be able to get here.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void stop() {
        runner.close();
    }

    @Test
    void argumentsAndEnvironmentReachTheScriptAndNothingElseDoes() throws Exception {
        Path script = script("echo \"$@\"; env | sort | grep -v -e ^PWD= -e ^SHLVL= -e ^_= | tr '\\n' ' '; pwd");

        ScriptEnd end = run(List.of(script.toString(), "INSTANCE", "VI_1", "MASTER", "100"), 10 * SECOND);

        assertThat(end.result()).isEqualTo(ScriptResult.SUCCEEDED);
        assertThat(end.exitStatus()).isZero();
        assertThat(end.detail())
                .isEqualTo("INSTANCE VI_1 MASTER 100 | HOLDFAST_STATE=MASTER "
                        + "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin /");
    }

    @Test
    void aScriptHasNoCapabilitiesAndIsNotRoot() throws Exception {
        Path script = script("grep -E '^(CapEff|CapPrm|CapInh|CapAmb):' /proc/self/status | tr -d '\\t'; id -u");

        ScriptEnd end = run(List.of(script.toString()), 10 * SECOND);

        assertThat(end.detail())
                .startsWith("CapInh:0000000000000000 | CapPrm:0000000000000000 | CapEff:0000000000000000 | "
                        + "CapAmb:0000000000000000 | ")
                .doesNotEndWith("| 0");
    }

    @Test
    void aScriptInheritsNoDescriptor() throws Exception {
        Path open = Files.createFile(directory.resolve("open"));
        Path script = script("ls /proc/self/fd | tr '\\n' ' '; readlink /proc/self/fd/0");

        try (var kept = Files.newByteChannel(open)) {
            ScriptEnd end = run(List.of(script.toString()), 10 * SECOND);

            assertThat(kept.isOpen()).isTrue();
            assertThat(end.detail()).isEqualTo("0 1 2 3 /dev/null"); // 3 is the directory that ls itself opened.
        }
    }

    @Test
    void theExitStatusIsToldWithTheOutput() throws Exception {
        ScriptEnd end = run(List.of(script("echo oh no >&2; exit 7").toString()), 10 * SECOND);

        assertThat(end.result()).isEqualTo(ScriptResult.FAILED);
        assertThat(end.exitStatus()).isEqualTo(7);
        assertThat(end.detail()).isEqualTo("oh no");
    }

    @Test
    void aScriptThatIgnoresTheTermSignalIsGoneWithItsChildrenWithinTwoMoreSeconds() throws Exception {
        Path script = script("trap '' TERM; sh -c 'trap \"\" TERM; echo child $$; while :; do sleep 0.1; done' & "
                + "while :; do sleep 0.1; done");

        long begin = System.nanoTime();
        ScriptEnd end = run(List.of(script.toString()), SECOND);

        assertThat(end.result()).isEqualTo(ScriptResult.TIMED_OUT);
        assertThat(System.nanoTime() - begin).isBetween(5 * SECOND / 2, 3 * SECOND);
        String child = end.detail().replace("child ", "");
        while (isAlive(child) && System.nanoTime() - begin < 3 * SECOND) {
            TimeUnit.MILLISECONDS.sleep(10); // A signal that was sent is not yet a process that ended.
        }
        assertThat(isAlive(child)).isFalse();
    }

    @Test
    void aScriptThatObeysTheTermSignalIsNotWaitedForAnyLonger() throws Exception {
        long begin = System.nanoTime();
        ScriptEnd end = run(List.of(script("sleep 60").toString()), SECOND / 2);

        assertThat(end.result()).isEqualTo(ScriptResult.TIMED_OUT);
        assertThat(System.nanoTime() - begin).isLessThan(2 * SECOND);
    }

    @Test
    void aChildThatStaysInTheBackgroundDoesNotHoldTheResultUp() throws Exception {
        long begin = System.nanoTime();
        ScriptEnd end = run(List.of(script("echo done; sleep 3 &").toString()), 10 * SECOND);

        assertThat(end.result()).isEqualTo(ScriptResult.SUCCEEDED);
        assertThat(end.detail()).isEqualTo("done");
        assertThat(System.nanoTime() - begin).isLessThan(2 * SECOND);
    }

    @Test
    void endlessOutputIsReadAndNotKept() throws Exception {
        ScriptEnd end = run(
                List.of(script("head -c 1000000 /dev/zero | tr '\\0' x; echo; echo end")
                        .toString()),
                20 * SECOND);

        assertThat(end.result()).isEqualTo(ScriptResult.SUCCEEDED);
        assertThat(end.detail()).startsWith("… xxx").endsWith("xxx | end").hasSizeLessThan(410);
    }

    @Test
    void aFileThatIsNotExecutableIsNotStarted() throws Exception {
        Path script = script("true");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-r--r--"));

        ScriptEnd end = run(List.of(script.toString()), SECOND);

        assertThat(end).isEqualTo(ScriptEnd.notStarted(1, "not executable: " + script));
    }

    @Test
    void aMissingFileIsNotStarted() throws Exception {
        assertThat(run(List.of("/no/such/script"), SECOND))
                .isEqualTo(ScriptEnd.notStarted(1, "no such file: /no/such/script"));
    }

    @Test
    void aFileThatTheKernelCannotExecuteIsNotStarted() throws Exception {
        Path script = directory.resolve("garbage");
        Files.writeString(script, "#!/no/such/interpreter\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));

        ScriptEnd end = run(List.of(script.toString()), SECOND);

        assertThat(end.result()).isEqualTo(ScriptResult.NOT_STARTED);
        assertThat(end.detail()).contains("failed to execute " + script);
    }

    @Test
    void aMissingUserIsNamed() throws Exception {
        try (ScriptRunner asStranger = runner(Optional.of("nobody_at_all"))) {
            asStranger.start(scriptRun(List.of(script("true").toString()), SECOND));

            assertThat(next()).isEqualTo(ScriptEnd.notStarted(1, "no such user: nobody_at_all"));
        }
    }

    @Test
    void rootRunsAScriptOnlyWhenNobodyElseCanChangeIt() throws Exception {
        assumeTrue(isRoot, "needs root");
        Path script = script("id -u; echo changed");
        try (ScriptRunner asRoot = runner(Optional.of("root"))) {
            asRoot.start(scriptRun(List.of(script.toString()), 10 * SECOND));
            assertThat(next().detail()).isEqualTo("0 | changed");

            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xrwx"));
            asRoot.start(scriptRun(List.of(script.toString()), 10 * SECOND));
            assertThat(next())
                    .isEqualTo(ScriptEnd.notStarted(
                            1, "runs as root, but others than root can change " + script.toRealPath()));
        }
    }

    @Test
    void noMoreThanEightRunAtOnce() throws Exception {
        Path script = script("sleep 0.5");
        long begin = System.nanoTime();
        for (int i = 0; i < 9; i++) {
            runner.start(scriptRun(List.of(script.toString()), 10 * SECOND));
        }
        for (int i = 0; i < 9; i++) {
            assertThat(next().result()).isEqualTo(ScriptResult.SUCCEEDED);
        }

        assertThat(System.nanoTime() - begin).isGreaterThan(SECOND);
    }

    @Test
    void closingEndsWhatRuns() throws Exception {
        Path script = script("sleep 60");
        runner.start(scriptRun(List.of(script.toString()), 60 * SECOND));
        TimeUnit.MILLISECONDS.sleep(300);

        runner.close();

        assertThat(next().result()).isEqualTo(ScriptResult.FAILED);
    }

    private ScriptRunner runner(Optional<String> user) {
        return new ScriptRunner(
                new AgentRights(isRoot, isRoot),
                user,
                new UserDatabase(),
                ScriptRunnerTest::signal,
                () -> {},
                ends::add);
    }

    private static void signal(long group, int signal) {
        try {
            new ProcessBuilder("/bin/kill", "-" + signal, "--", "-" + group)
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** A dead process may stay listed until its new parent asks for it; then it runs no more all the same. */
    private static boolean isAlive(String pid) {
        try {
            return !Files.readString(Path.of("/proc", pid.strip(), "stat")).contains(") Z ");
        } catch (IOException gone) {
            return false;
        }
    }

    private ScriptEnd run(List<String> arguments, long timeoutNanos) throws InterruptedException {
        runner.start(scriptRun(arguments, timeoutNanos));
        return next();
    }

    private static ScriptRun scriptRun(List<String> arguments, long timeoutNanos) {
        Map<String, String> environment = Map.of("HOLDFAST_STATE", "MASTER");
        return new ScriptRun(1, "VI_1", "notify", arguments, Optional.empty(), environment, timeoutNanos);
    }

    private ScriptEnd next() throws InterruptedException {
        ScriptEnd end = ends.poll(30, TimeUnit.SECONDS);
        assertThat(end).as("the end of a script").isNotNull();
        return end;
    }

    private Path script(String body) throws IOException {
        Path script = directory.resolve("script.sh");
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }
}
