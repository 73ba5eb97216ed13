package dev.holdfast.agent.doctor;

import dev.holdfast.core.net.IpFamily;
import java.util.List;

/** Whether the kernel throws packets away that come by another way than the answers would leave. */
final class ReversePath {
    private static final int STRICT = 1;

    private ReversePath() {}

    /** Advice for each interface on which it does; IPv6 has no such setting. */
    static List<Finding> of(Machine machine) {
        return machine.neighbourLinks().stream()
                .filter(link -> link.has(IpFamily.IPV4))
                .filter(link -> machine.ipv4Setting(link, "rp_filter") == STRICT)
                .map(link -> Finding.advice(
                        "rp_filter is 1 on " + link.name()
                                + ": clients are not heard there whose answers leave by another interface",
                        "unless there is one way alone: sysctl -w net.ipv4.conf.all.rp_filter=2"))
                .toList();
    }
}
