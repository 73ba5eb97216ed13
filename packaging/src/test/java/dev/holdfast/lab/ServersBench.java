package dev.holdfast.lab;

import java.nio.file.Path;

/**
 * A thousand real servers that are looked at every second, and an election at 0.1 s adverts beside them: in the virtual
 * machine, for keepalived does not look at anything where the kernel has no IPVS.
 */
final class ServersBench {
    private static final int SECONDS = 60;
    /** Three programs, their warm-up and their ends. */
    private static final int LIMIT_SECONDS = 600;

    private ServersBench() {}

    static void run(int servers) {
        Bench.header(
                "program",
                "CPU %",
                "checks a second",
                "late by p50 ms",
                "late by p99 ms",
                "latest ms",
                "timer lag of the election: mean ms",
                "longest ms");
        Path launcher = Path.of(System.getProperty("holdfast.home"), "bin", "holdfast");
        VmStory story = VmStory.tell(
                "servers-bench.sh",
                LIMIT_SECONDS,
                launcher.toString(),
                Integer.toString(servers),
                Integer.toString(SECONDS));
        System.out.print(story.chapter("table"));
        if (story.chapter("table").lines().count() != 3) {
            throw new IllegalStateException(story.told());
        }
    }
}
