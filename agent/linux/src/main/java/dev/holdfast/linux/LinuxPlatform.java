package dev.holdfast.linux;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.AddressTable;
import dev.holdfast.core.port.AdvertisementTransport;
import dev.holdfast.core.port.DescriptorWatcher;
import dev.holdfast.core.port.LinkMonitor;
import dev.holdfast.core.port.NeighbourAnnouncer;
import dev.holdfast.core.port.NeighbourWatch;
import dev.holdfast.core.port.Platform;
import dev.holdfast.core.port.RouteMonitor;
import dev.holdfast.core.port.RouteTable;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.netlink.NetlinkRequests;
import dev.holdfast.linux.route.Interfaces;
import dev.holdfast.linux.route.NetlinkAddressTable;
import dev.holdfast.linux.route.NetlinkLinkMonitor;
import dev.holdfast.linux.route.NetlinkRouting;
import dev.holdfast.linux.route.NetlinkVmacTable;
import dev.holdfast.linux.route.OwnAddresses;
import dev.holdfast.linux.socket.PacketNeighbourAnnouncer;
import dev.holdfast.linux.socket.PacketNeighbourWatch;
import dev.holdfast.linux.socket.RawVrrpTransport;

/**
 * The machine this process runs on, in the network namespace that the opening thread is in: its sockets stay there
 * whichever thread uses them.
 */
public final class LinuxPlatform implements Platform {
    /** An address of nobody (RFC 5737), for an interface that cannot exist. */
    private static final VirtualAddress REHEARSED = VirtualAddress.of("192.0.2.1/32", new InterfaceName("rehearsed"));

    private final NetlinkRequests requests;
    private final NetlinkLinkMonitor links;
    private final PacketNeighbourAnnouncer neighbours;
    private final PacketNeighbourWatch watch;
    private final NetlinkAddressTable addresses;
    private final NetlinkVmacTable vmacs;
    private final RawVrrpTransport transport;
    private final NetlinkRouting routing;

    private LinuxPlatform(
            NetlinkRequests requests,
            NetlinkLinkMonitor links,
            PacketNeighbourAnnouncer neighbours,
            PacketNeighbourWatch watch,
            NetlinkAddressTable addresses,
            NetlinkVmacTable vmacs,
            RawVrrpTransport transport,
            NetlinkRouting routing) {
        this.requests = requests;
        this.links = links;
        this.neighbours = neighbours;
        this.watch = watch;
        this.addresses = addresses;
        this.vmacs = vmacs;
        this.transport = transport;
        this.routing = routing;
    }

    /**
     * Opens what all virtual routers share. Called on the agent loop, which is the only thread to use the result.
     *
     * @param loop is told which descriptors to wait for
     * @throws ErrnoException when a socket is refused, EPERM for want of CAP_NET_RAW
     */
    public static LinuxPlatform open(DescriptorWatcher loop) throws ErrnoException {
        NetlinkRequests requests = NetlinkRequests.open();
        try {
            return open(requests, loop);
        } catch (ErrnoException refused) {
            requests.close();
            throw refused;
        }
    }

    private static LinuxPlatform open(NetlinkRequests requests, DescriptorWatcher loop) throws ErrnoException {
        Interfaces interfaces = new Interfaces(requests);
        OwnAddresses ownAddresses = new OwnAddresses();
        PacketNeighbourAnnouncer neighbours = PacketNeighbourAnnouncer.open(interfaces);
        try {
            NetlinkLinkMonitor links =
                    NetlinkLinkMonitor.open(requests, interfaces, ownAddresses, loop, NetlinkLinkMonitor.BUFFER_SIZE);
            NetlinkAddressTable addresses = new NetlinkAddressTable(requests, interfaces, ownAddresses);
            // A backup takes over for the first time when it counts most; loading classes then would cost milliseconds.
            addresses.rehearse(REHEARSED);
            neighbours.rehearse(REHEARSED);
            NetlinkVmacTable vmacs = new NetlinkVmacTable(requests, interfaces);
            RawVrrpTransport transport = new RawVrrpTransport(interfaces, loop);
            NetlinkRouting routing = NetlinkRouting.open(interfaces, loop);
            PacketNeighbourWatch watch = PacketNeighbourWatch.open(interfaces);
            return new LinuxPlatform(requests, links, neighbours, watch, addresses, vmacs, transport, routing);
        } catch (ErrnoException refused) {
            neighbours.close();
            throw refused;
        }
    }

    @Override
    public AdvertisementTransport transport() {
        return transport;
    }

    @Override
    public AddressTable addresses() {
        return addresses;
    }

    @Override
    public NetlinkVmacTable vmacs() {
        return vmacs;
    }

    @Override
    public NeighbourAnnouncer neighbours() {
        return neighbours;
    }

    @Override
    public NeighbourWatch neighbourWatch() {
        return watch;
    }

    @Override
    public LinkMonitor links() {
        return links;
    }

    @Override
    public RouteTable routes() {
        return routing.table();
    }

    @Override
    public RouteMonitor routeMonitor() {
        return routing.monitor();
    }

    /** Closes every socket. Addresses stay as they are: taking them off is the engine's order. */
    @Override
    public void close() {
        transport.close();
        routing.close();
        links.close();
        watch.close();
        neighbours.close();
        requests.close();
    }
}
