package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** keepalived's words for what the agent's process does: scripts and their users, pipes, scheduling, namespaces. */
@LabTest
class ProcessWordsIT {
    private static final String VIP = "192.0.2.100";

    private static String instance(String settings) {
        return """
                vrrp_instance:
                  VI_1:
                    interface: eth0
                    virtual_router_id: 51
                    version: 3
                    advert_int: 0.2
                    virtual_ipaddress: [%s/24]
                """.formatted(VIP) + settings;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long count(Path file, String line) {
        return lines(file).stream().filter(line::equals).count();
    }

    private static Path open(Lab lab, String name) {
        Path file = lab.write(name, "");
        file.toFile().setWritable(true, false);
        return file;
    }

    @Test
    @Tag("word:global_defs.script_user")
    @Tag("word:vrrp_script.script")
    @Tag("word:vrrp_script.user")
    @Tag("word:vrrp_script.interval")
    void scriptsRunAsTheirUsersAndAsOftenAsTheyShould() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            Path told = open(lab, "told");
            Path script = ScriptRuns.script(lab, "who.sh", "echo \"$(id -un) $*\" >> " + told);
            HoldfastProcess agent =
                    HoldfastProcess.start(lab, a, """
                    global_defs:
                      script_user: nobody
                    vrrp_script:
                      often: {script: %1$s often, interval: 200ms, user: daemon}
                      once: {script: %1$s once, interval: 1h}
                    """.formatted(script) + instance("""
                        track_script: [often, once]
                        notify_master: %s master
                    """.formatted(script)));

            assertThat(Clock.waitFor(30, () -> count(told, "nobody master") == 1))
                    .as(agent.log())
                    .isTrue();
            assertThat(Clock.waitFor(20, () -> count(told, "daemon often") >= 10))
                    .isTrue();
            assertThat(count(told, "nobody once")).isOne();
        }
    }

    @Test
    @Tag("word:global_defs.notify_fifo")
    @Tag("word:global_defs.notify_fifo_script")
    @Tag("word:global_defs.vrrp_notify_fifo")
    @Tag("word:global_defs.vrrp_notify_fifo_script")
    @Tag("word:global_defs.vrrp_notify_priority_changes")
    @Tag("word:vrrp_instance.notify_priority_changes")
    @Tag("word:vrrp_track_file.file")
    void bothPipesAreReadAndTellPriorityChangesOfThoseThatWantIt() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            Path told = open(lab, "told");
            Path number = lab.write("number", "0\n");
            Path reader = ScriptRuns.script(
                    lab, "reader.sh", "while read -r line; do echo \"$1 $line\" >> " + told + "; done < \"$2\"");
            HoldfastProcess agent =
                    HoldfastProcess.start(lab, a, """
                    global_defs:
                      notify_fifo: %1$s/first
                      notify_fifo_script: {script: %2$s first, user: root}
                      vrrp_notify_fifo: %1$s/second
                      vrrp_notify_fifo_script: {script: %2$s second, user: root}
                      vrrp_notify_priority_changes: true
                    vrrp_track_file:
                      load: {file: %3$s, interval: 200ms}
                    """.formatted(lab.folder(), reader, number) + instance("""
                        track_file: [load]
                      VI_2:
                        interface: eth0
                        virtual_router_id: 52
                        virtual_ipaddress: [192.0.2.101/24]
                        track_file: [load]
                        notify_priority_changes: false
                    """));

            assertThat(Clock.waitFor(
                            30,
                            () -> count(told, "first INSTANCE \"VI_1\" MASTER 100") == 1
                                    && count(told, "second INSTANCE \"VI_1\" MASTER 100") == 1
                                    && count(told, "first INSTANCE \"VI_2\" MASTER 100") == 1))
                    .as(agent.log())
                    .isTrue();
            lab.write("number", "-5\n");
            assertThat(Clock.waitFor(10, () -> count(told, "first INSTANCE \"VI_1\" MASTER_PRIORITY 95") == 1))
                    .isTrue();
            assertThat(lines(told)).noneMatch(line -> line.contains("\"VI_2\" MASTER_PRIORITY"));
        }
    }

    @Test
    @Tag("word:vrrp_track_process")
    @Tag("word:vrrp_track_process.process")
    @Tag("word:vrrp_track_process.quorum")
    @Tag("word:vrrp_track_process.quorum_max")
    void processesAreCounted() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            String process = "sleep 971." + ProcessHandle.current().pid();
            HoldfastProcess agent = HoldfastProcess.start(
                    lab, a, """
                    vrrp_track_process:
                      one: {process: %1$s, weight: 10, interval: 200ms}
                      two: {process: %1$s, weight: 20, interval: 200ms, quorum: 2}
                      most: {process: %1$s, weight: 40, interval: 200ms, quorum_max: 1}
                    """.formatted(process) + instance("    track_process: [one, two, most]\n"));

            awaitPriority(agent, 100);
            LabProcess.start(lab, a.namespace(), List.of(process.split(" ", -1)));
            awaitPriority(agent, 150);
            LabProcess.start(lab, a.namespace(), List.of(process.split(" ", -1)));
            awaitPriority(agent, 130);
        }
    }

    private static void awaitPriority(HoldfastProcess agent, int priority) {
        assertThat(Clock.waitFor(30, () -> agent.node().httpGet("/status").contains("\"effective\":" + priority)))
                .as(agent.log())
                .isTrue();
    }

    @Test
    @Tag("word:global_defs.net_namespace")
    void theAgentWorksInTheNamespaceItIsTold() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            LabNode b = lab.node(2);
            AddressWatch watch = AddressWatch.start(lab, b);
            HoldfastProcess.start(lab, a, "global_defs:\n  net_namespace: " + b.namespace() + "\n" + instance(""));

            watch.awaitHolds(VIP, 30);
            assertThat(a.holds(VIP)).isFalse();
        }
    }

    @Test
    @Tag("word:global_defs.vrrp_rt_priority")
    void theAgentIsScheduledInRealTime() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            HoldfastProcess agent =
                    HoldfastProcess.start(lab, a, "global_defs:\n  vrrp_rt_priority: 20\n" + instance(""));
            AddressWatch.start(lab, a).awaitHolds(VIP, 30);

            String threads =
                    Shell.run("chrt", "-a", "-p", Long.toString(agent.process().pid()));
            assertThat(threads).as(agent.log()).contains("SCHED_RR").contains("priority: 20");
            assertThat(schedulingOf(agent, "holdfast-loop"))
                    .contains("SCHED_RR")
                    .contains("priority: 21");
        }
    }

    /** What the kernel says of the thread with this name. */
    private static String schedulingOf(HoldfastProcess agent, String thread) {
        String id = Shell.run(
                        "ps",
                        "-L",
                        "-o",
                        "lwp=,comm=",
                        "-p",
                        Long.toString(agent.process().pid()))
                .lines()
                .map(String::strip)
                .filter(line -> line.endsWith(" " + thread))
                .map(line -> line.replaceAll(" .*", ""))
                .findFirst()
                .orElseThrow();
        return Shell.run("chrt", "-p", id);
    }
}
