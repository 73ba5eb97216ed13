package dev.holdfast.core.sim;

import dev.holdfast.core.engine.EngineConfig;
import dev.holdfast.core.engine.LinkDelays;
import dev.holdfast.core.engine.SyncGroupConfig;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.notify.NotifyScripts;
import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.vrrp.AdvertPath;
import dev.holdfast.core.vrrp.Lease;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.wire.Authentication;
import dev.holdfast.core.wire.ChecksumForm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What all nodes of a simulation have in common.
 *
 * @param nodes how many agents, at least 2
 * @param family the protocol of every virtual router
 * @param version 2 or 3
 * @param vrids the virtual routers, each configured on every node
 * @param unicast whether the agents know each other as peers instead of meeting in a group
 * @param password the VRRPv2 password; empty for none
 * @param leased whether addresses carry a kernel lease, as long as their interval makes it
 * @param scripted whether a notify script is configured
 * @param checksum what VRRPv3 on IPv4 sends
 * @param tracking what is tracked, and whether the routers of a node move together
 * @param linkDelays for how long a change of the link must last to count
 * @param cable whether adverts also travel over a heartbeat link
 */
record Topology(
        int nodes,
        IpFamily family,
        int version,
        List<Vrid> vrids,
        boolean unicast,
        String password,
        boolean leased,
        boolean scripted,
        ChecksumForm checksum,
        Tracking tracking,
        LinkDelays linkDelays,
        boolean cable) {
    static final InterfaceName DEV = new InterfaceName("eth0");
    static final InterfaceName CABLE = new InterfaceName("eth1");

    /** What virtual routers never have fewer of; changes of the list keep the first, so that lists always overlap. */
    static final int MAX_ADDRESSES = 3;

    private static final List<List<VirtualAddress>> IPV4_POOL = pool("10.0.0.", "10.0.0.", "/24");
    private static final List<List<VirtualAddress>> IPV6_POOL = pool("fe80::1:", "2001:db8::", "/64");

    Topology {
        vrids = List.copyOf(vrids);
    }

    /** A small pair for stories: VRRPv2, one router, everything at its default. */
    static Topology plain(int nodes, int version) {
        return new Topology(
                nodes,
                IpFamily.IPV4,
                version,
                List.of(new Vrid(51)),
                false,
                "",
                true,
                false,
                ChecksumForm.PSEUDO_HEADER,
                Tracking.NONE,
                LinkDelays.NONE,
                false);
    }

    Topology withLinkDelays(LinkDelays delays) {
        return new Topology(
                nodes, family, version, vrids, unicast, password, leased, scripted, checksum, tracking, delays, cable);
    }

    RouterKey key(int router) {
        return new RouterKey(DEV, family, vrids.get(router));
    }

    List<RouterKey> keys() {
        return IntStream.range(0, vrids.size()).mapToObj(this::key).toList();
    }

    /** The address from which a node sends. The second node's compares as smaller when octets are taken as signed. */
    IpPrefix source(int node) {
        String text = family == IpFamily.IPV4 ? "10.0.0." + (100 + 30 * node) + "/24" : "fe80::" + (node + 1) + "/64";
        return IpPrefix.parse(text);
    }

    /** The virtual addresses of a router, the first {@code count} of them. */
    List<VirtualAddress> addresses(int router, int count) {
        return (family == IpFamily.IPV4 ? IPV4_POOL : IPV6_POOL).get(router).subList(0, count);
    }

    private static List<List<VirtualAddress>> pool(String first, String later, String suffix) {
        return Stream.of(10, 20)
                .map(base -> IntStream.range(base, base + MAX_ADDRESSES)
                        .mapToObj(last -> VirtualAddress.of((last == base ? first : later) + last + suffix, DEV))
                        .toList())
                .toList();
    }

    EngineConfig config(int node, List<Setting> settings) {
        List<RouterConfig> routers = IntStream.range(0, vrids.size())
                .mapToObj(router -> router(node, router, settings.get(router)))
                .toList();
        return new EngineConfig(
                "node" + node, routers, tracking.trackers(), groups(routers), 0, Map.of(DEV, linkDelays));
    }

    private List<SyncGroupConfig> groups(List<RouterConfig> routers) {
        List<String> names = routers.stream().map(RouterConfig::name).toList();
        return tracking.grouped()
                ? List.of(new SyncGroupConfig("VG_1", names, NotifyScripts.NONE, tracking.ofGroup(), false))
                : List.of();
    }

    private RouterConfig router(int node, int router, Setting setting) {
        return RouterConfig.builder("VI_" + (router + 1), key(router))
                .version(version)
                .priority(new Priority(setting.priority()))
                .advertIntervalNanos(setting.intervalNanos())
                .preempt(setting.preempt())
                .preemptDelayNanos(setting.preemptDelayNanos())
                .addresses(addresses(router, setting.addressCount()))
                .path(path(node))
                .authentication(password.isEmpty() ? Authentication.NONE : Authentication.password(password))
                .sentChecksum(checksum)
                .leaseSeconds(leased ? Lease.automaticSeconds(setting.intervalNanos()) : Lease.OFF)
                .scripts(scripts())
                .tracked(tracking.ofRouter(router))
                .heartbeats(cable ? List.of(CABLE) : List.of())
                .build();
    }

    private AdvertPath path(int node) {
        if (!unicast) {
            return AdvertPath.multicast(group());
        }
        List<IpAddress> peers = IntStream.range(0, nodes)
                .filter(other -> other != node)
                .mapToObj(other -> source(other).address())
                .toList();
        return AdvertPath.unicast(Optional.of(source(node).address()), peers);
    }

    IpAddress group() {
        return family == IpFamily.IPV4 ? AdvertPath.IPV4_GROUP : AdvertPath.IPV6_GROUP;
    }

    private NotifyScripts scripts() {
        if (!scripted) {
            return NotifyScripts.NONE;
        }
        ScriptCommand any = new ScriptCommand(List.of("/etc/holdfast/notify.sh"), Optional.empty());
        return new NotifyScripts(Map.of(), Optional.of(any), 3 * VirtualTime.SECOND);
    }
}
