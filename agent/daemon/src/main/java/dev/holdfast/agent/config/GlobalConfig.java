package dev.holdfast.agent.config;

import dev.holdfast.core.net.IpAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The block {@code global_defs}.
 *
 * @param routerId the node's name; the host name unless written
 * @param scriptUser {@code USER} or {@code USER GROUP}: whose rights scripts get that name no user themselves
 * @param netNamespace the network namespace to work in, by name
 * @param vrrpRtPriority SCHED_RR priority 1 to 99; empty for normal scheduling
 * @param vrrpVersion the version of IPv4 instances that name none, 2 or 3
 * @param mcastGroup4 where IPv4 adverts go
 * @param mcastGroup6 where IPv6 adverts go
 * @param scriptSecurity whether a script that others may change is an error; otherwise it is a warning
 * @param startupDelayNanos for how long after its start the agent keeps out of every election
 * @param garp how masters announce addresses where the instance says nothing
 * @param notifyTimeoutNanos how long a notify script may run where the instance says nothing
 * @param controlSocket where operators reach the agent; empty for nowhere
 */
public record GlobalConfig(
        String routerId,
        Optional<String> scriptUser,
        Optional<String> netNamespace,
        OptionalInt vrrpRtPriority,
        int vrrpVersion,
        IpAddress mcastGroup4,
        IpAddress mcastGroup6,
        boolean scriptSecurity,
        long startupDelayNanos,
        GarpSettings garp,
        long notifyTimeoutNanos,
        Optional<Path> controlSocket) {
    /** In the folder that the service manager makes for the agent. */
    public static final Path DEFAULT_CONTROL_SOCKET = Path.of("/run/holdfast/control.sock");
}
