package dev.holdfast.lab;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An agent that runs check scripts as often as it is allowed to, each of which leaves one byte in a file. */
final class ScriptRuns {
    static final String VIP = "192.0.2.103";

    private final HoldfastProcess agent;
    private final Path counted;

    private ScriptRuns(HoldfastProcess agent, Path counted) {
        this.agent = agent;
        this.counted = counted;
    }

    static ScriptRuns start(Lab lab, LabNode node, int scripts) {
        Path counted = lab.write("counted", "");
        counted.toFile().setWritable(true, false);
        Path script = script(lab, "count.sh", "printf x >> " + counted);
        String yaml = yaml(scripts, script, "interval: 100ms, timeout: 5s");
        return new ScriptRuns(HoldfastProcess.start(lab, node, yaml), counted);
    }

    /** A script that everybody may run. */
    static Path script(Lab lab, String name, String... lines) {
        Path script = lab.write(name, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        script.toFile().setExecutable(true, false);
        lab.folder().toFile().setExecutable(true, false);
        return script;
    }

    /** A router that tracks a script under several names. */
    static String yaml(int scripts, Path script, String options) {
        String definitions = IntStream.range(0, scripts)
                .mapToObj(i -> "  check" + i + ": {script: " + script + ", " + options + "}\n")
                .collect(Collectors.joining());
        String names = IntStream.range(0, scripts).mapToObj(i -> "check" + i).collect(Collectors.joining(", "));
        return "vrrp_script:\n" + definitions + """
                vrrp_instance:
                  VI_1:
                    interface: %s
                    virtual_router_id: 51
                    priority: 150
                    version: 3
                    advert_int: 0.2
                    virtual_ipaddress: [%s/24]
                    track_script: [%s]
                """.formatted(LabNode.INTERFACE, VIP, names);
    }

    /** Waits until so many have run. */
    void await(int runs, double seconds) {
        if (!Clock.waitFor(seconds, () -> counted.toFile().length() >= runs)) {
            throw new AssertionError("only " + counted.toFile().length() + " runs:\n" + agent.log());
        }
    }

    /** Descriptors that the agent has open. */
    int descriptors() {
        return Shell.run("ls", "/proc/" + agent.process().pid() + "/fd")
                .lines()
                .toList()
                .size();
    }

    /** Processes of the agent that ended and were not waited for, not even a second later. */
    Set<String> zombies() {
        Set<String> zombies = zombiesNow();
        Clock.sleep(1);
        zombies.retainAll(zombiesNow());
        return zombies;
    }

    /** One that ended this very moment is among them. */
    private Set<String> zombiesNow() {
        return Shell.attempt(
                        List.of("ps", "--ppid", Long.toString(agent.process().pid()), "-o", "stat=,pid="))
                .output()
                .lines()
                .filter(state -> state.startsWith("Z"))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
