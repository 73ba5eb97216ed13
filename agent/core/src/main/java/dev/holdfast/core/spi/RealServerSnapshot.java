package dev.holdfast.core.spi;

import java.util.List;
import java.util.OptionalInt;

/**
 * A server that does the work of a virtual server, as it stands now.
 *
 * @param name its address and port, such as {@code 192.0.2.11:80}
 * @param role whether it works, or says sorry while too few others do
 * @param up whether all its checks are content; one without checks always is
 * @param weight the weight that it has while it is up: the configured one, and what its checks make of it
 * @param inKernel the weight that the kernel has for it; empty while it is not in the kernel
 * @param activeConnections connections in the state established
 * @param inactiveConnections connections in any other state
 * @param traffic what the kernel counted since it was put in last
 * @param checks what its checks say
 */
public record RealServerSnapshot(
        String name,
        Role role,
        boolean up,
        int weight,
        OptionalInt inKernel,
        long activeConnections,
        long inactiveConnections,
        LvsTraffic traffic,
        List<CheckSnapshot> checks) {
    public RealServerSnapshot {
        checks = List.copyOf(checks);
    }

    /** What a server is there for. */
    public enum Role {
        REAL,
        SORRY;

        /** The lower-case word that JSON and labels use. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
