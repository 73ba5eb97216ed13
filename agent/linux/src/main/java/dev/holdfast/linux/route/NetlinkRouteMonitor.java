package dev.holdfast.linux.route;

import dev.holdfast.core.port.DescriptorWatcher;
import dev.holdfast.core.port.RouteMonitor;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.netlink.NetlinkMessage;
import dev.holdfast.linux.netlink.NetlinkSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Routes and rules by netlink. Events are only a reason to look: IPv4 says nothing of the routes that it drops with an
 * interface or with their source address, and of a route that replaces another it tells the new one alone. So whatever
 * may have touched one of ours has all of ours listed, once per {@link #drain} however many events there were.
 *
 * <p>Listens from the first installation on: who has no routes shall not read those of a routing daemon.
 */
public final class NetlinkRouteMonitor implements RouteMonitor {
    /** RTNLGRP_…: links; addresses, routes and rules of IPv4; the same of IPv6. */
    private static final int[] GROUPS = {1, 5, 7, 8, 9, 11, 19};

    private static final int NLM_F_REPLACE = 0x100;
    private static final int IFF_UP = 1;

    private final NetlinkSocket events;
    private final RoutingList list;
    private final RouteCodec routes;
    private final OwnRoutes own;
    private final DescriptorWatcher loop;
    private final Map<Integer, Boolean> up = new HashMap<>();
    private boolean listens;
    private boolean stale = true;

    private NetlinkRouteMonitor(
            NetlinkSocket events, RoutingList list, RouteCodec routes, OwnRoutes own, DescriptorWatcher loop) {
        this.events = events;
        this.list = list;
        this.routes = routes;
        this.own = own;
        this.loop = loop;
    }

    /** Opens the socket, which stays in the network namespace of this thread; it hears nothing yet. */
    static NetlinkRouteMonitor open(RoutingList list, RouteCodec routes, OwnRoutes own, DescriptorWatcher loop)
            throws ErrnoException {
        NetlinkSocket events = NetlinkSocket.forEvents(0, NetlinkLinkMonitor.BUFFER_SIZE);
        loop.watch(events.descriptor());
        return new NetlinkRouteMonitor(events, list, routes, own, loop);
    }

    /** Begins to listen, unless it does already. */
    void listen() throws ErrnoException {
        if (!listens) {
            for (int group : GROUPS) {
                events.join(group);
            }
            listens = true;
        }
    }

    @Override
    public int drain(int limit, Watcher watcher) {
        int read = read(limit);
        if (stale) {
            try {
                watcher.onRouting(list.ask());
                stale = false;
            } catch (ErrnoException refused) {
                // A fresh look in the next turn.
                return read;
            }
        }
        return read;
    }

    private int read(int limit) {
        int read = 0;
        while (read < limit) {
            try {
                Optional<List<NetlinkMessage>> received = events.receive();
                if (received.isEmpty()) {
                    return read;
                }
                for (NetlinkMessage message : received.get()) {
                    stale |= concerns(message) && !own.isEmpty();
                    read++;
                }
            } catch (ErrnoException lost) {
                // ENOBUFS says that events were lost. A fresh look is the answer to all.
                stale = true;
                read++;
            }
        }
        return read;
    }

    private boolean concerns(NetlinkMessage message) {
        return switch (message.type()) {
            case RouteCodec.RTM_DELROUTE ->
                own.protocols().contains(RouteCodec.protocolOf(message).orElse(0));
            case RouteCodec.RTM_NEWROUTE ->
                (message.flags() & NLM_F_REPLACE) != 0
                        && routes.read(message).filter(own::mayBeReplacedBy).isPresent();
            case RuleCodec.RTM_DELRULE, AddressCodec.RTM_DELADDR -> true;
            case LinkCodec.RTM_NEWLINK, LinkCodec.RTM_DELLINK ->
                LinkCodec.read(message).filter(this::isChanged).isPresent();
            default -> false;
        };
    }

    /** Whether an interface was switched on or off. */
    private boolean isChanged(NetworkInterface link) {
        boolean nowUp = (link.flags() & IFF_UP) != 0;
        return !Boolean.valueOf(nowUp).equals(up.put(link.index(), nowUp));
    }

    @Override
    public void close() {
        loop.forget(events.descriptor());
        events.close();
    }
}
