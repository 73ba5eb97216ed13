package dev.holdfast.agent.loop;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.AddressTable;
import dev.holdfast.core.port.AdvertisementTransport;
import dev.holdfast.core.port.LinkMonitor;
import dev.holdfast.core.port.NeighbourAnnouncer;
import dev.holdfast.core.port.NeighbourWatch;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.Platform;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.port.RouteMonitor;
import dev.holdfast.core.port.RouteTable;
import dev.holdfast.core.port.TransportSpec;
import dev.holdfast.core.port.VmacTable;
import dev.holdfast.core.route.RoutingEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/** Writes down in which order it was used. */
final class FakePlatform
        implements Platform,
                AdvertisementTransport,
                AddressTable,
                NeighbourAnnouncer,
                NeighbourWatch,
                LinkMonitor,
                RouteTable,
                RouteMonitor {
    static final InterfaceName ETH0 = new InterfaceName("eth0");

    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final Queue<ReceivedDatagram> arrived = new ArrayDeque<>();
    boolean linksTold;
    boolean routesTold;
    boolean drainThrows;
    boolean removeThrowsOnce;

    @Override
    public AdvertisementTransport transport() {
        return this;
    }

    @Override
    public AddressTable addresses() {
        return this;
    }

    @Override
    public VmacTable vmacs() {
        throw new UnsupportedOperationException("nothing here has a virtual MAC address");
    }

    @Override
    public NeighbourAnnouncer neighbours() {
        return this;
    }

    @Override
    public NeighbourWatch neighbourWatch() {
        return this;
    }

    @Override
    public Outcome watch(InterfaceName dev, Set<IpAddress> addresses) {
        return Outcome.DONE;
    }

    @Override
    public Outcome ask(InterfaceName dev, IpAddress address, IpAddress source) {
        return Outcome.DONE;
    }

    @Override
    public void drain(int limit, NeighbourWatch.Receiver receiver) {}

    @Override
    public LinkMonitor links() {
        return this;
    }

    @Override
    public RouteTable routes() {
        return this;
    }

    @Override
    public RouteMonitor routeMonitor() {
        return this;
    }

    @Override
    public Outcome install(RoutingEntry entry) {
        calls.add("install route");
        return Outcome.DONE;
    }

    @Override
    public Outcome remove(RoutingEntry entry) {
        calls.add("remove route");
        return Outcome.DONE;
    }

    @Override
    public int drain(int limit, RouteMonitor.Watcher watcher) {
        calls.add("routes");
        if (routesTold) {
            return 0;
        }
        routesTold = true;
        watcher.onRouting(List.of());
        return 0;
    }

    @Override
    public Outcome open(TransportSpec spec) {
        calls.add("open");
        return Outcome.DONE;
    }

    @Override
    public void close(RouterKey router) {
        calls.add("close");
    }

    @Override
    public Outcome send(RouterKey router, IpAddress source, IpAddress destination, Octets packet) {
        calls.add("send");
        return Outcome.DONE;
    }

    @Override
    public Outcome openHeartbeat(TransportSpec spec, InterfaceName link) {
        return Outcome.DONE;
    }

    @Override
    public void closeHeartbeat(RouterKey router, InterfaceName link) {}

    @Override
    public Outcome sendHeartbeat(RouterKey router, InterfaceName link, Octets packet) {
        return Outcome.DONE;
    }

    @Override
    public int drain(int limit, AdvertisementTransport.Receiver receiver) {
        calls.add("datagrams");
        if (drainThrows) {
            throw new IllegalStateException("made up by the test");
        }
        int count = 0;
        while (count < limit && !arrived.isEmpty()) {
            receiver.onDatagram(arrived.remove());
            count++;
        }
        return count;
    }

    @Override
    public Outcome install(List<VirtualAddress> addresses, int leaseSeconds) {
        calls.add("install");
        return Outcome.DONE;
    }

    @Override
    public Outcome remove(List<VirtualAddress> addresses) {
        calls.add("remove");
        if (removeThrowsOnce) {
            removeThrowsOnce = false;
            throw new IllegalStateException("made up by the test");
        }
        return Outcome.DONE;
    }

    @Override
    public Outcome announce(List<VirtualAddress> addresses) {
        calls.add("announce");
        return Outcome.DONE;
    }

    @Override
    public int drain(int limit, LinkMonitor.Watcher watcher) {
        calls.add("links");
        if (linksTold) {
            return 0;
        }
        linksTold = true;
        watcher.onResync();
        watcher.onLink(new Link(ETH0, true, 1500));
        watcher.onAddress(ETH0, IpPrefix.parse("192.0.2.1/24"), false);
        watcher.onSynchronised();
        return 4;
    }

    @Override
    public void close() {
        calls.add("end");
    }
}
