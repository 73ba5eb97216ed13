package dev.holdfast.agent.track;

import static dev.holdfast.agent.track.Sandbox.MILLI;
import static dev.holdfast.agent.track.Sandbox.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.track.TrackerResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real scripts, started and ended as the agent does it. */
class ScriptProbeTest {
    private final Sandbox sandbox;

    ScriptProbeTest(@TempDir Path directory) throws IOException {
        sandbox = new Sandbox(directory);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Probe script(String body) throws IOException {
        return new Probe.Script(sandbox.script("check.sh", body));
    }

    @Test
    void exitStatusZeroIsASuccess() throws Exception {
        assertThat(sandbox.look(script("echo first; echo all well"))).isEqualTo(TrackerResult.passed("all well"));
    }

    @Test
    void anyOtherExitStatusIsAFailureWithTheLastLineOfTheOutput() throws Exception {
        assertThat(sandbox.look(script("echo first; echo no backend >&2; exit 3")))
                .isEqualTo(TrackerResult.failed("exit status 3: no backend"));
    }

    @Test
    void aSignalIsAFailure() throws Exception {
        assertThat(sandbox.look(script("kill -9 $$"))).isEqualTo(TrackerResult.failed("exit status 137 (signal 9)"));
    }

    @Test
    void aScriptThatWeighsSaysANumberByItsExitStatus() throws Exception {
        assertThat(sandbox.look(weighing(11))).isEqualTo(TrackerResult.number(9));
        assertThat(sandbox.look(weighing(2))).isEqualTo(TrackerResult.number(0));
        assertThat(sandbox.look(weighing(1))).isEqualTo(TrackerResult.failed("exit status 1"));
        assertThat(sandbox.look(weighing(0))).isEqualTo(TrackerResult.passed(""));
    }

    private Probe weighing(int status) throws IOException {
        return new Probe.Script(sandbox.script("weigh" + status + ".sh", "exit " + status), true);
    }

    @Test
    void aScriptThatIsNotThereIsAFailure() throws Exception {
        ScriptCommand missing = new ScriptCommand(List.of("/no/such/check"), Optional.empty());

        assertThat(sandbox.look(new Probe.Script(missing)))
                .isEqualTo(TrackerResult.failed("not started: no such file: /no/such/check"));
    }

    @Test
    @Tag("F14")
    void aHangingScriptFailsAtItsTimeAndIsGoneWithItsChildrenTwoSecondsLater() throws Exception {
        Probe deaf = script("trap '' TERM; sh -c 'trap \"\" TERM; while :; do sleep 0.1; done' & "
                + "echo $! > \"$(dirname \"$0\")/child\"; echo $$ > \"$(dirname \"$0\")/parent\"; "
                + "while :; do sleep 0.1; done");

        sandbox.probers.reconfigure(List.of(config("it", deaf, 1000, 1000)));
        String parent = sandbox.await("parent");
        TrackerResult result = sandbox.next();
        long answered = System.nanoTime();

        assertThat(result).isEqualTo(TrackerResult.timedOut("timed out after 1000 ms"));
        assertThat(Sandbox.isAlive(parent)).isTrue(); // It was told to end and does not want to.
        assertThat(Sandbox.isGoneWithin(parent, 2000 * MILLI - (System.nanoTime() - answered)))
                .isTrue();
        assertThat(Sandbox.isGoneWithin(sandbox.await("child"), 2000 * MILLI - (System.nanoTime() - answered)))
                .isTrue();
    }

    @Test
    @Tag("F14")
    void onlyOneRunsAtATime() throws Exception {
        Probe slow = script("dir=$(dirname \"$0\"); mkdir \"$dir/lock\" || exit 9; sleep 0.35; rmdir \"$dir/lock\"");

        sandbox.probers.reconfigure(List.of(config("it", slow, 100, 10_000)));

        for (int i = 0; i < 4; i++) {
            assertThat(sandbox.next()).isEqualTo(TrackerResult.passed(""));
        }
    }

    @Test
    @Tag("F13")
    void aLookThatFoundNoRoomForAProcessWasNotMade() throws Exception {
        assumeTrue(sandbox.isRoot(), "needs root, whom the limit spares, to run scripts as one whom it does not");
        // Whoever has no process may start one whatever the limit.
        Probe another = new Probe.Script(sandbox.script("another.sh", "echo on > \"$(dirname \"$0\")/on\"; sleep 60"));
        sandbox.probers.reconfigure(List.of(config("another", another, 60_000, 50_000)));
        sandbox.await("on");
        Probe fine = script("true");
        String before = limit("");
        limit(":--nproc=0:");
        try {
            sandbox.probers.reconfigure(
                    List.of(config("another", another, 60_000, 50_000), config("it", fine, 60_000, 20_000)));
            TrackerResult result = sandbox.next();

            assertThat(result.kind()).as(result.detail()).isEqualTo(TrackerResult.Kind.NOT_MADE);
        } finally {
            limit(":--nproc=" + before + ":");
        }
    }

    /** Reads, or with an option sets, how many processes our children's users may have. */
    private static String limit(String option) throws IOException, InterruptedException {
        String pid = Long.toString(ProcessHandle.current().pid());
        ProcessBuilder command = option.isEmpty()
                ? new ProcessBuilder("prlimit", "--pid", pid, "--nproc", "--output=SOFT", "--noheadings", "--raw")
                : new ProcessBuilder("prlimit", "--pid", pid, option.substring(1));
        Process prlimit = command.redirectErrorStream(true).start();
        String said = new String(prlimit.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(prlimit.waitFor()).as(said).isZero();
        return said.strip();
    }

    @Test
    void theRemedyHealsBeforeAFailureCounts() throws Exception {
        Probe check = script("test -e \"$(dirname \"$0\")/healed\"");
        ScriptCommand heal = sandbox.script("heal.sh", "touch \"$(dirname \"$0\")/healed\"");
        ProbeConfig plain = config("it", check, 60_000, 20_000);

        sandbox.probers.reconfigure(List.of(new ProbeConfig(
                plain.tracker(),
                plain.probe(),
                plain.intervalNanos(),
                plain.timeoutNanos(),
                Optional.of(new ProbeConfig.Remedy(heal, 20_000 * MILLI, 10 * MILLI)))));

        assertThat(sandbox.next()).isEqualTo(TrackerResult.passed("after the remedy"));
    }

    @Test
    void aReloadEndsTheScriptOfAProbeThatIsGoneAndTellsNothingOfIt() throws Exception {
        Probe slow = script("echo $$ > \"$(dirname \"$0\")/pid\"; exec sleep 60");
        sandbox.probers.reconfigure(List.of(config("it", slow, 1000, 50_000)));
        String pid = sandbox.await("pid");

        sandbox.probers.reconfigure(List.of());

        assertThat(Sandbox.isGoneWithin(pid, 2000 * MILLI)).isTrue();
        assertThat(sandbox.isQuietFor(100)).isTrue();
    }

    @Test
    void aReloadLeavesAnUnchangedProbeAlone() throws Exception {
        Probe slow = script("echo $$ > \"$(dirname \"$0\")/pid\"; exec sleep 60");
        sandbox.probers.reconfigure(List.of(config("it", slow, 60_000, 50_000)));
        String pid = sandbox.await("pid");

        Probe other = new Probe.FileThere(Path.of("/"));
        sandbox.probers.reconfigure(List.of(config("other", other, 60_000, 1000), config("it", slow, 60_000, 50_000)));

        assertThat(sandbox.next()).isEqualTo(TrackerResult.passed(""));
        TimeUnit.MILLISECONDS.sleep(100);
        assertThat(Sandbox.isAlive(pid)).isTrue();
    }

    @Test
    void closingEndsWhatRuns() throws Exception {
        Probe slow = script("echo $$ > \"$(dirname \"$0\")/pid\"; exec sleep 60");
        sandbox.probers.reconfigure(List.of(config("it", slow, 1000, 50_000)));
        String pid = sandbox.await("pid");

        sandbox.probers.close();

        assertThat(Sandbox.isGoneWithin(pid, 500 * MILLI)).isTrue();
    }
}
