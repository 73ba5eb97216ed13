package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Check scripts that cannot be started, that hang, and that are run very often. */
@LabTest
@Execution(ExecutionMode.CONCURRENT)
class ScriptFaultIT {
    private static final String VIP = ScriptRuns.VIP;

    @Test
    void aCheckThatCannotBeStartedIsUnknownAndCountsOnlyTheThirdTime() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            AddressWatch watch = AddressWatch.start(lab, a);
            Path script = ScriptRuns.script(lab, "fine.sh", "exit 0");
            HoldfastProcess agent =
                    HoldfastProcess.start(lab, a, ScriptRuns.yaml(1, script, "interval: 2s, fall: 1, weight: -60"));
            watch.awaitHolds(VIP, 30);
            TaskLimit limit = TaskLimit.around(lab, agent.process());

            limit.reach();
            // Two looks at most.
            Clock.sleep(3.5);
            assertThat(agent.log()).doesNotContain("to=bad", " priority from=");
            agent.process().awaitLine("no thread could be made", 6);
            limit.lift();
            agent.process().awaitLine("from=bad to=good", 4);

            assertThat(a.httpGet("/status")).contains("\"effective\":150").contains("\"state\":\"MASTER\"");
            assertThat(watch.first(VIP, false, 0)).isEmpty();
        }
    }

    @Test
    @Tag("word:vrrp_script.timeout")
    void aScriptThatHangsEndsInTimeWithAllItsChildren() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            Path script = ScriptRuns.script(lab, "hang.sh", "trap '' TERM", "sleep 61.25 &", "sleep 61.25");
            HoldfastProcess agent =
                    HoldfastProcess.start(lab, a, ScriptRuns.yaml(1, script, "interval: 1h, timeout: 1s, fall: 1"));

            assertThat(Clock.waitFor(20, () -> sleepers(a) == 2)).isTrue();
            assertThat(Clock.waitFor(3, () -> sleepers(a) == 0))
                    .as("gone in 3 s")
                    .isTrue();
            assertThat(Clock.waitFor(2, () -> a.httpGet("/status").contains("\"state\":\"FAULT\"")))
                    .as(agent.log())
                    .isTrue();
        }
    }

    /** The same with 100,000 runs: {@code packaging/bench scripts}. */
    @Test
    void aThousandRunsLeaveNoZombieAndNoDescriptor() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            AddressWatch watch = AddressWatch.start(lab, a);
            ScriptRuns runs = ScriptRuns.start(lab, a, 10);
            watch.awaitHolds(ScriptRuns.VIP, 30);
            runs.await(100, 60);
            int before = runs.descriptors();

            runs.await(1_000, 120);

            assertThat(runs.zombies()).isEmpty();
            // Scripts that run this moment have pipes open; what a run leaves behind stays.
            assertThat(Clock.waitFor(10, () -> runs.descriptors() <= before + 30))
                    .isTrue();
            assertThat(watch.first(ScriptRuns.VIP, false, 0)).isEmpty();
        }
    }

    private static long sleepers(LabNode node) {
        return Shell.run("ip", "netns", "pids", node.namespace())
                .lines()
                .filter(pid -> Shell.attempt(List.of("cat", "/proc/" + pid + "/cmdline"))
                        .output()
                        .startsWith("sleep\0" + "61.25"))
                .count();
    }
}
