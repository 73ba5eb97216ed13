package dev.holdfast.core.ipvs;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How a service chooses a server for a connection.
 *
 * @param name 1 to 15 characters; the kernel may know others than {@link #KNOWN}
 * @param flags in the order of their numbers
 */
public record Scheduler(String name, Set<SchedulerFlag> flags) {
    /** Those of Linux 6.1. */
    public static final List<String> KNOWN =
            List.of("rr", "wrr", "lc", "wlc", "lblc", "lblcr", "sh", "mh", "dh", "fo", "ovf", "sed", "nq", "twos");

    /** What keepalived and ipvsadm take when nothing is said. */
    public static final Scheduler DEFAULT = new Scheduler("wlc");

    public Scheduler {
        if (!name.matches("[!-~]{1,15}")) {
            throw new IllegalArgumentException("not a scheduler's name: " + name);
        }
        Set<SchedulerFlag> ordered = EnumSet.noneOf(SchedulerFlag.class);
        ordered.addAll(flags);
        flags = Collections.unmodifiableSet(ordered);
    }

    /** A scheduler without flags. */
    public Scheduler(String name) {
        this(name, Set.of());
    }
}
