package dev.holdfast.linux.route;

import dev.holdfast.core.port.DescriptorWatcher;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.netlink.NetlinkRequests;

/** Both sides of routes and rules, and the socket they ask on. */
public final class NetlinkRouting implements AutoCloseable {
    private final NetlinkRequests requests;
    private final NetlinkRouteTable table;
    private final NetlinkRouteMonitor monitor;

    private NetlinkRouting(NetlinkRequests requests, NetlinkRouteTable table, NetlinkRouteMonitor monitor) {
        this.requests = requests;
        this.table = table;
        this.monitor = monitor;
    }

    public static NetlinkRouting open(Interfaces interfaces, DescriptorWatcher loop) throws ErrnoException {
        NetlinkRequests requests = NetlinkRequests.openFiltering();
        try {
            OwnRoutes own = new OwnRoutes();
            RouteCodec routes = new RouteCodec(interfaces);
            RoutingList list = new RoutingList(requests, routes, own);
            NetlinkRouteMonitor monitor = NetlinkRouteMonitor.open(list, routes, own, loop);
            NetlinkRouteTable table = new NetlinkRouteTable(requests, interfaces, routes, list, own, monitor);
            return new NetlinkRouting(requests, table, monitor);
        } catch (ErrnoException refused) {
            requests.close();
            throw refused;
        }
    }

    public NetlinkRouteTable table() {
        return table;
    }

    public NetlinkRouteMonitor monitor() {
        return monitor;
    }

    @Override
    public void close() {
        monitor.close();
        requests.close();
    }
}
