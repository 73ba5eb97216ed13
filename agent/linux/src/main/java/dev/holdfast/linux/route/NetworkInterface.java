package dev.holdfast.linux.route;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.MacAddress;
import java.util.Optional;

/**
 * An interface as the kernel describes it.
 *
 * @param index the kernel's number; a recreated interface has another
 * @param name its name
 * @param flags IFF_…
 * @param mtu in octets
 * @param mac its Ethernet address; empty when it has none, or one of another length
 * @param forwardsIpv6 whether it acts as an IPv6 router
 */
public record NetworkInterface(
        int index, InterfaceName name, int flags, int mtu, Optional<MacAddress> mac, boolean forwardsIpv6) {
    private static final int IFF_UP = 0x1;
    private static final int IFF_LOOPBACK = 0x8;
    private static final int IFF_RUNNING = 0x40;
    private static final int IFF_NOARP = 0x80;

    /** Administratively up and with carrier. */
    public boolean isRunning() {
        return (flags & (IFF_UP | IFF_RUNNING)) == (IFF_UP | IFF_RUNNING);
    }

    /** Whether neighbours on it resolve addresses at all. */
    public boolean resolvesNeighbours() {
        return (flags & (IFF_LOOPBACK | IFF_NOARP)) == 0;
    }
}
