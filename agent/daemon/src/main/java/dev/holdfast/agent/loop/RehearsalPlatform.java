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
import dev.holdfast.core.wire.Ipv4Datagram;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/** A machine made up for the rehearsal: one interface, and what is sent goes to whoever listens. Never the real one. */
final class RehearsalPlatform
        implements Platform,
                AdvertisementTransport,
                AddressTable,
                NeighbourAnnouncer,
                NeighbourWatch,
                LinkMonitor,
                RouteTable,
                RouteMonitor {
    static final InterfaceName DEV = new InterfaceName("rehearsal");

    private final Queue<ReceivedDatagram> arrived = new ArrayDeque<>();
    private final List<Consumer<LinkMonitor.Watcher>> links = new ArrayList<>();
    private Consumer<Ipv4Datagram> wire = packet -> {};

    RehearsalPlatform(IpPrefix own) {
        links.add(LinkMonitor.Watcher::onResync);
        links.add(watcher -> watcher.onLink(new Link(DEV, true, 1500)));
        links.add(watcher -> watcher.onAddress(DEV, own, false));
        links.add(LinkMonitor.Watcher::onSynchronised);
    }

    void connect(RehearsalPlatform other, RouterKey router) {
        wire = packet -> other.arrived.add(
                new ReceivedDatagram(router, packet.source(), packet.destination(), packet.ttl(), packet.payload()));
    }

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
        return Outcome.DONE;
    }

    @Override
    public Outcome remove(RoutingEntry entry) {
        return Outcome.DONE;
    }

    @Override
    public int drain(int limit, RouteMonitor.Watcher watcher) {
        return 0;
    }

    @Override
    public Outcome open(TransportSpec spec) {
        return Outcome.DONE;
    }

    @Override
    public void close(RouterKey router) {}

    @Override
    public Outcome send(RouterKey router, IpAddress source, IpAddress destination, Octets packet) {
        Ipv4Datagram.parse(packet).ifPresent(wire);
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
        int count = arrived.size();
        arrived.forEach(receiver::onDatagram);
        arrived.clear();
        return count;
    }

    @Override
    public Outcome install(List<VirtualAddress> addresses, int leaseSeconds) {
        addresses.forEach(address -> links.add(watcher -> watcher.onAddress(address.dev(), address.prefix(), true)));
        return Outcome.DONE;
    }

    @Override
    public Outcome remove(List<VirtualAddress> addresses) {
        addresses.forEach(address -> links.add(watcher -> watcher.onAddressGone(address.dev(), address.prefix())));
        return Outcome.DONE;
    }

    @Override
    public Outcome announce(List<VirtualAddress> addresses) {
        return Outcome.DONE;
    }

    @Override
    public int drain(int limit, LinkMonitor.Watcher watcher) {
        List<Consumer<LinkMonitor.Watcher>> reports = List.copyOf(links);
        links.clear();
        reports.forEach(report -> report.accept(watcher));
        return reports.size();
    }

    @Override
    public void close() {}
}
