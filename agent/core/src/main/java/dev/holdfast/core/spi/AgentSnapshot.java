package dev.holdfast.core.spi;

import dev.holdfast.core.net.InterfaceName;
import java.util.List;
import java.util.Map;

/**
 * The whole agent at one instant. All its parts agree with each other.
 *
 * @param nowNanos the instant, on the agent's clock
 * @param routerId the node's name, as the operator calls it
 * @param configGeneration 1 for the configuration of the start, one more per reload that was applied
 * @param routers the virtual routers, in the order of the configuration
 * @param groups the sync groups, in the order of the configuration
 * @param interfaces interfaces that virtual routers use, and whether they are up with carrier
 * @param routing the routes and rules that should be in the kernel now
 * @param staticAddresses the addresses that should be there whoever is master, in the order of the configuration
 * @param checks what is looked at, in the order of the configuration
 * @param peers agents of other nodes that are asked for their status, in the order of the configuration
 * @param virtualServers what the kernel hands out to real servers, in the order of the configuration
 */
public record AgentSnapshot(
        long nowNanos,
        String routerId,
        long configGeneration,
        List<RouterSnapshot> routers,
        List<GroupSnapshot> groups,
        Map<InterfaceName, Boolean> interfaces,
        List<RoutingSnapshot> routing,
        List<StaticAddressSnapshot> staticAddresses,
        List<CheckSnapshot> checks,
        List<PeerSnapshot> peers,
        List<VirtualServerSnapshot> virtualServers) {
    public AgentSnapshot {
        routers = List.copyOf(routers);
        groups = List.copyOf(groups);
        interfaces = Map.copyOf(interfaces);
        routing = List.copyOf(routing);
        staticAddresses = List.copyOf(staticAddresses);
        checks = List.copyOf(checks);
        peers = List.copyOf(peers);
        virtualServers = List.copyOf(virtualServers);
    }

    /** No peer is asked, and nothing is balanced. */
    public AgentSnapshot(
            long nowNanos,
            String routerId,
            long configGeneration,
            List<RouterSnapshot> routers,
            List<GroupSnapshot> groups,
            Map<InterfaceName, Boolean> interfaces,
            List<RoutingSnapshot> routing,
            List<StaticAddressSnapshot> staticAddresses,
            List<CheckSnapshot> checks) {
        this(
                nowNanos,
                routerId,
                configGeneration,
                routers,
                groups,
                interfaces,
                routing,
                staticAddresses,
                checks,
                List.of(),
                List.of());
    }

    /** Nobody wants routes or rules, addresses have only masters, nothing is looked at and nothing balanced. */
    public AgentSnapshot(
            long nowNanos,
            String routerId,
            long configGeneration,
            List<RouterSnapshot> routers,
            List<GroupSnapshot> groups,
            Map<InterfaceName, Boolean> interfaces) {
        this(nowNanos, routerId, configGeneration, routers, groups, interfaces, List.of(), List.of(), List.of());
    }
}
