package dev.holdfast.core.ipvs;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import java.util.Optional;

/**
 * The kernel's thread that tells other directors of connections, or listens to theirs.
 *
 * @param dev the interface of its multicasts
 * @param syncId 0 to 255; a listener hears those with its own, or all when it is 0
 * @param maxLength of a datagram's payload in octets; 0 for what the interface takes, which is also the most
 * @param group where to; empty for 224.0.0.81
 * @param port 0 for 8848
 * @param ttl 0 for 1
 */
public record SyncDaemon(
        Role role, InterfaceName dev, int syncId, int maxLength, Optional<IpAddress> group, int port, int ttl) {
    private static final int MAX_ID = 255;
    private static final int MAX_U16 = 65535;
    private static final int MAX_TTL = 255;

    /** What it does; a node may have one of each. */
    public enum Role {
        /** Tells. */
        MASTER,
        /** Listens. */
        BACKUP
    }

    public SyncDaemon {
        checkRange("a sync id", syncId, MAX_ID);
        checkRange("a length", maxLength, MAX_U16);
        checkRange("a port", port, MAX_U16);
        checkRange("a TTL", ttl, MAX_TTL);
        if (group.filter(address -> !address.isMulticast()).isPresent()) {
            throw new IllegalArgumentException("not a multicast group: " + group.get());
        }
    }

    private static void checkRange(String what, int value, int max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(what + " is 0.." + max + ", was " + value);
        }
    }

    /** One with the kernel's defaults. */
    public static SyncDaemon of(Role role, InterfaceName dev, int syncId) {
        return new SyncDaemon(role, dev, syncId, 0, Optional.empty(), 0, 0);
    }

    /**
     * Whether what the kernel shows is this one. The kernel fills in what was left open, so that only what was said counts;
     * the length does not, because the kernel bounds it by what the interface takes and by 1024.
     */
    public boolean isFulfilledBy(SyncDaemon seen) {
        return role == seen.role
                && dev.equals(seen.dev)
                && syncId == seen.syncId
                && (group.isEmpty() || group.equals(seen.group))
                && (port == 0 || port == seen.port)
                && (ttl == 0 || ttl == seen.ttl);
    }
}
