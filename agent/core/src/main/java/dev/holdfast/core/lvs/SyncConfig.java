package dev.holdfast.core.lvs;

import dev.holdfast.core.ipvs.SyncDaemon;
import dev.holdfast.core.ipvs.SyncDaemon.Role;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How directors tell each other of connections, as keepalived has it.
 *
 * @param instance the virtual router whose master tells while the others listen; empty when each node does both, always
 * @param dev the interface of the multicasts
 * @param syncId 0 to 255; a listener hears those with its own, or all when it is 0
 * @param maxLength of a datagram's payload in octets, at most 65507; 0 for what the interface takes
 * @param group where to; empty for 224.0.0.81
 * @param port 0 for 8848
 * @param ttl 0 for 1
 */
public record SyncConfig(
        Optional<String> instance,
        InterfaceName dev,
        int syncId,
        int maxLength,
        Optional<IpAddress> group,
        int port,
        int ttl) {
    /** The daemon that does this. */
    public SyncDaemon daemon(Role role) {
        return new SyncDaemon(role, dev, syncId, maxLength, group, port, ttl);
    }

    /** What this node is to do now. */
    public Set<Role> roles(Predicate<String> isMaster) {
        return instance.map(name -> EnumSet.of(isMaster.test(name) ? Role.MASTER : Role.BACKUP))
                .orElseGet(() -> EnumSet.allOf(Role.class));
    }
}
