package dev.holdfast.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The keepalived of this machine's packages, with files of its own, so that many run side by side. */
record KeepalivedProcess(LabProcess process) implements Agent {
    private static final AtomicInteger COUNTER = new AtomicInteger();

    static KeepalivedProcess start(Lab lab, LabNode node, String config) {
        String name = "keepalived-" + node.letter() + "-" + COUNTER.incrementAndGet();
        Path file = lab.write(name + ".conf", config);
        return new KeepalivedProcess(LabProcess.start(
                lab,
                node.namespace(),
                List.of(
                        "keepalived",
                        "--dont-fork",
                        "--log-console",
                        "--log-detail",
                        "--no-syslog",
                        "--vrrp",
                        "--use-file=" + file,
                        "--pid=" + lab.folder().resolve(name + ".pid"),
                        "--vrrp_pid=" + lab.folder().resolve(name + "-vrrp.pid"))));
    }
}
