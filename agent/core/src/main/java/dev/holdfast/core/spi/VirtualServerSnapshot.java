package dev.holdfast.core.spi;

import java.util.List;

/**
 * An address that the kernel hands out to real servers (IPVS), as it stands now.
 *
 * @param name the key in the configuration
 * @param service what the kernel knows it by, such as {@code tcp 192.0.2.100:80} or {@code fwmark 1}; with the name of a
 *     server and of a check behind it, the name by which {@link AgentListener#onCheck} tells of its looks
 * @param up whether enough of its real servers are up: the quorum
 * @param quorum the configured quorum
 * @param liveWeight the sum of the weights of the real servers that are up
 * @param suspended whether its checks wait for one of its addresses to come here ({@code ha_suspend}); what they found
 *     before stands
 * @param inKernel whether the kernel has the service
 * @param table what differs in the kernel, and differed
 * @param traffic what the kernel counted since the service was put in
 * @param perSecond the same per second, as the kernel estimates it: the newest counts most
 * @param servers the real servers in the order of the configuration, then the sorry server if there is one
 */
public record VirtualServerSnapshot(
        String name,
        String service,
        boolean up,
        long quorum,
        long liveWeight,
        boolean suspended,
        boolean inKernel,
        LvsTableState table,
        LvsTraffic traffic,
        LvsTraffic perSecond,
        List<RealServerSnapshot> servers) {
    public VirtualServerSnapshot {
        servers = List.copyOf(servers);
    }
}
