package dev.holdfast.linux.ipvs;

import dev.holdfast.core.ipvs.SyncDaemon;
import dev.holdfast.core.ipvs.SyncDaemon.Role;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.linux.netlink.Attributes;
import dev.holdfast.linux.netlink.NetlinkRequest;
import java.util.Optional;

/** IPVS_DAEMON_ATTR_…: a sync daemon. Its port, unlike all others, is in the machine's order. Pure. */
final class DaemonCodec {
    private static final int STATE = 1;
    private static final int MCAST_IFN = 2;
    private static final int SYNC_ID = 3;
    private static final int SYNC_MAXLEN = 4;
    private static final int MCAST_GROUP = 5;
    private static final int MCAST_GROUP6 = 6;
    private static final int MCAST_PORT = 7;
    private static final int MCAST_TTL = 8;

    private static final int MAX_ID = 255;

    private DaemonCodec() {}

    static NetlinkRequest addRole(NetlinkRequest request, Role role) {
        return request.addU32(STATE, number(role));
    }

    /** Adds what was said of the daemon; the kernel knows the rest better. */
    static NetlinkRequest addAll(NetlinkRequest request, SyncDaemon daemon) {
        addRole(request, daemon.role()).addText(MCAST_IFN, daemon.dev().value()).addU32(SYNC_ID, daemon.syncId());
        if (daemon.maxLength() != 0) {
            request.addU16(SYNC_MAXLEN, daemon.maxLength());
        }
        daemon.group().ifPresent(group -> request.add(attribute(group.family()), group.toByteArray()));
        if (daemon.port() != 0) {
            request.addU16(MCAST_PORT, daemon.port());
        }
        return daemon.ttl() == 0 ? request : request.add(MCAST_TTL, (byte) daemon.ttl());
    }

    /** The daemon that the attributes are about; empty when they are about none that could be. */
    static Optional<SyncDaemon> read(Attributes attributes) {
        return role(attributes.u32(STATE).orElse(0))
                .flatMap(role -> attributes
                        .text(MCAST_IFN)
                        .map(dev -> new SyncDaemon(
                                role,
                                new InterfaceName(dev),
                                attributes.u32(SYNC_ID).orElse(0) & MAX_ID,
                                attributes.u16(SYNC_MAXLEN).orElse(0),
                                group(attributes),
                                attributes.u16(MCAST_PORT).orElse(0),
                                attributes.u8(MCAST_TTL).orElse(0))));
    }

    private static Optional<IpAddress> group(Attributes attributes) {
        return attributes
                .octets(MCAST_GROUP)
                .or(() -> attributes.octets(MCAST_GROUP6))
                .map(IpAddress::of)
                .filter(IpAddress::isMulticast);
    }

    private static int attribute(IpFamily family) {
        return switch (family) {
            case IPV4 -> MCAST_GROUP;
            case IPV6 -> MCAST_GROUP6;
        };
    }

    private static int number(Role role) {
        return switch (role) {
            case MASTER -> 1;
            case BACKUP -> 2;
        };
    }

    private static Optional<Role> role(int number) {
        return switch (number) {
            case 1 -> Optional.of(Role.MASTER);
            case 2 -> Optional.of(Role.BACKUP);
            default -> Optional.empty();
        };
    }
}
