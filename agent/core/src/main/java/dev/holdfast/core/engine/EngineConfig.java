package dev.holdfast.core.engine;

import dev.holdfast.core.lvs.SyncConfig;
import dev.holdfast.core.lvs.TableConfig;
import dev.holdfast.core.lvs.VirtualServerConfig;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.route.RoutingEntry;
import dev.holdfast.core.track.TrackerConfig;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything the engine is told by the operator.
 *
 * @param routerId the node's name
 * @param routers the virtual routers, in the order of the file; names and keys are unique
 * @param trackers what is looked at, beside interfaces; ids are unique
 * @param groups the sync groups; a router is in one at most
 * @param startupDelayNanos for how long after the agent's start nobody becomes master, not negative
 * @param linkDelays the interfaces whose links must last to count; on an interface that carries adverts, down for less than
 *     one advert less than a peer waits for
 * @param staticRouting routes and rules that are there whoever is master
 * @param staticAddresses addresses that are there whoever is master; none is of a virtual router too
 * @param splitBrain what is done against split brain
 * @param virtualServers what the kernel hands out to real servers, in the order of the file; names and services are unique
 * @param table what is wanted of the kernel's load balancer beside them
 */
public record EngineConfig(
        String routerId,
        List<RouterConfig> routers,
        List<TrackerConfig> trackers,
        List<SyncGroupConfig> groups,
        long startupDelayNanos,
        Map<InterfaceName, LinkDelays> linkDelays,
        List<RoutingEntry> staticRouting,
        List<VirtualAddress> staticAddresses,
        SplitBrainConfig splitBrain,
        List<VirtualServerConfig> virtualServers,
        TableConfig table) {
    public EngineConfig {
        virtualServers = List.copyOf(virtualServers);
        staticRouting = List.copyOf(staticRouting);
        staticAddresses = List.copyOf(staticAddresses);
        routers = List.copyOf(routers);
        trackers = List.copyOf(trackers);
        groups = List.copyOf(groups);
        linkDelays = Map.copyOf(linkDelays);
        Set<RouterKey> keys = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (RouterConfig router : routers) {
            if (!keys.add(router.key()) || !names.add(router.name())) {
                throw new IllegalArgumentException("twice in the configuration: " + router.name() + " " + router.key());
            }
        }
        checkGroups(names, groups);
        for (RouterConfig router : routers) {
            if (!linkDelays.getOrDefault(router.key().dev(), LinkDelays.NONE).allow(router)) {
                throw new IllegalArgumentException("peers would take over before " + router.name() + " lets go");
            }
        }
        checkVirtualServers(virtualServers);
        if (table.sync()
                .flatMap(SyncConfig::instance)
                .filter(name -> !names.contains(name))
                .isPresent()) {
            throw new IllegalArgumentException("a sync daemon follows no router");
        }
        if (startupDelayNanos < 0) {
            throw new IllegalArgumentException("a delay is not negative");
        }
    }

    /** Nothing is balanced. */
    public EngineConfig(
            String routerId,
            List<RouterConfig> routers,
            List<TrackerConfig> trackers,
            List<SyncGroupConfig> groups,
            long startupDelayNanos,
            Map<InterfaceName, LinkDelays> linkDelays,
            List<RoutingEntry> staticRouting,
            List<VirtualAddress> staticAddresses,
            SplitBrainConfig splitBrain) {
        this(
                routerId,
                routers,
                trackers,
                groups,
                startupDelayNanos,
                linkDelays,
                staticRouting,
                staticAddresses,
                splitBrain,
                List.of(),
                TableConfig.NONE);
    }

    /** Two masters are told of, and nothing else is done about them. */
    public EngineConfig(
            String routerId,
            List<RouterConfig> routers,
            List<TrackerConfig> trackers,
            List<SyncGroupConfig> groups,
            long startupDelayNanos,
            Map<InterfaceName, LinkDelays> linkDelays,
            List<RoutingEntry> staticRouting,
            List<VirtualAddress> staticAddresses) {
        this(
                routerId,
                routers,
                trackers,
                groups,
                startupDelayNanos,
                linkDelays,
                staticRouting,
                staticAddresses,
                SplitBrainConfig.DEFAULT);
    }

    /** No addresses, routes and rules but those of masters. */
    public EngineConfig(
            String routerId,
            List<RouterConfig> routers,
            List<TrackerConfig> trackers,
            List<SyncGroupConfig> groups,
            long startupDelayNanos,
            Map<InterfaceName, LinkDelays> linkDelays) {
        this(routerId, routers, trackers, groups, startupDelayNanos, linkDelays, List.of(), List.of());
    }

    /** The election begins with the agent, and links count as they are. */
    public EngineConfig(
            String routerId, List<RouterConfig> routers, List<TrackerConfig> trackers, List<SyncGroupConfig> groups) {
        this(routerId, routers, trackers, groups, 0, Map.of());
    }

    /** Nothing is looked at but interfaces, and every router moves alone. */
    public EngineConfig(String routerId, List<RouterConfig> routers) {
        this(routerId, routers, List.of(), List.of());
    }

    /** The same with these measures against split brain. */
    public EngineConfig with(SplitBrainConfig measures) {
        return new EngineConfig(
                routerId,
                routers,
                trackers,
                groups,
                startupDelayNanos,
                linkDelays,
                staticRouting,
                staticAddresses,
                measures,
                virtualServers,
                table);
    }

    /** The same with these virtual servers. */
    public EngineConfig balancing(List<VirtualServerConfig> servers) {
        return balancing(servers, table);
    }

    /** The same with these virtual servers, and this wanted beside them. */
    public EngineConfig balancing(List<VirtualServerConfig> servers, TableConfig beside) {
        return new EngineConfig(
                routerId,
                routers,
                trackers,
                groups,
                startupDelayNanos,
                linkDelays,
                staticRouting,
                staticAddresses,
                splitBrain,
                servers,
                beside);
    }

    private static void checkVirtualServers(List<VirtualServerConfig> servers) {
        Set<Object> seen = new HashSet<>();
        for (VirtualServerConfig server : servers) {
            boolean alone = seen.add(server.name())
                    && server.services().all().stream().allMatch(service -> seen.add(service.id()));
            if (!alone) {
                throw new IllegalArgumentException("twice in the configuration: " + server.name());
            }
        }
    }

    private static void checkGroups(Set<String> routers, List<SyncGroupConfig> groups) {
        Set<String> grouped = new HashSet<>();
        for (SyncGroupConfig group : groups) {
            for (String member : group.members()) {
                if (!routers.contains(member) || !grouped.add(member)) {
                    throw new IllegalArgumentException("not a router, or twice in sync groups: " + member);
                }
            }
        }
    }
}
