package dev.holdfast.agent.loop;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.net.AddressClaim;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.port.AdvertisementTransport;
import dev.holdfast.core.port.LinkMonitor;
import dev.holdfast.core.port.NeighbourWatch;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.port.RouteMonitor;
import dev.holdfast.core.route.RoutingEntry;
import java.util.List;

/** Hands what was read from the machine to the engine, all with the time at which the turn began. */
final class EngineReceiver
        implements AdvertisementTransport.Receiver, LinkMonitor.Watcher, NeighbourWatch.Receiver, RouteMonitor.Watcher {
    private final Engine engine;
    private long nowNanos;

    EngineReceiver(Engine engine) {
        this.engine = engine;
    }

    EngineReceiver at(long turnNanos) {
        nowNanos = turnNanos;
        return this;
    }

    @Override
    public void onDatagram(ReceivedDatagram datagram) {
        engine.onDatagram(nowNanos, datagram);
    }

    @Override
    public void onMalformed(RouterKey router, Octets packet) {
        engine.onMalformed(nowNanos, router);
    }

    @Override
    public void onClaim(InterfaceName dev, AddressClaim claim) {
        engine.onClaim(nowNanos, dev, claim);
    }

    @Override
    public void onResync() {
        engine.onLinkResync(nowNanos);
    }

    @Override
    public void onLink(LinkMonitor.Link link) {
        engine.onLink(nowNanos, link);
    }

    @Override
    public void onLinkGone(InterfaceName name) {
        engine.onLinkGone(nowNanos, name);
    }

    @Override
    public void onAddress(InterfaceName dev, IpPrefix prefix, boolean ours) {
        engine.onAddress(nowNanos, dev, prefix, ours);
    }

    @Override
    public void onAddressGone(InterfaceName dev, IpPrefix prefix) {
        engine.onAddressGone(nowNanos, dev, prefix);
    }

    @Override
    public void onRouting(List<RoutingEntry> present) {
        engine.onRouting(nowNanos, present);
    }

    @Override
    public void onSynchronised() {
        engine.onLinksSynchronised(nowNanos);
    }
}
