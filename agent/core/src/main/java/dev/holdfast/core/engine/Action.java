package dev.holdfast.core.engine;

import dev.holdfast.core.arbitrate.ArbiterRequest;
import dev.holdfast.core.lvs.TableOrder;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vmac;
import dev.holdfast.core.notify.ScriptRun;
import dev.holdfast.core.port.TransportSpec;
import dev.holdfast.core.route.RoutingEntry;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.track.TrackerId;
import java.util.List;
import java.util.Set;

/**
 * Something the engine wants done. Actions are carried out in the order they were given: that order is part of the
 * contract. How each ended comes back through {@link Engine#onOutcome}.
 */
public sealed interface Action {
    <R> R accept(Handler<R> handler);

    /** One method per kind, so that the compiler demands an answer to every kind. */
    interface Handler<R> {
        R openTransport(OpenTransport action);

        R closeTransport(CloseTransport action);

        R orderVmac(OrderVmac action);

        R sendAdvertisement(SendAdvertisement action);

        R openHeartbeat(OpenHeartbeat action);

        R closeHeartbeat(CloseHeartbeat action);

        R sendHeartbeat(SendHeartbeat action);

        R installAddresses(InstallAddresses action);

        R removeAddresses(RemoveAddresses action);

        R announce(Announce action);

        R watchNeighbours(WatchNeighbours action);

        R askNeighbour(AskNeighbour action);

        R installStaticAddress(InstallStaticAddress action);

        R removeStaticAddress(RemoveStaticAddress action);

        R installRoute(InstallRoute action);

        R removeRoute(RemoveRoute action);

        R orderIpvs(OrderIpvs action);

        R suspendChecks(SuspendChecks action);

        R runScript(RunScript action);

        R askArbiter(AskArbiter action);

        R publish(Publish action);
    }

    /** Open the sockets of a virtual router. */
    record OpenTransport(TransportSpec spec) implements Action {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.openTransport(this);
        }
    }

    /** Close the sockets of a virtual router. */
    record CloseTransport(RouterKey router) implements Action {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.closeTransport(this);
        }
    }

    /** Do something to the macvlan of a virtual router. */
    record OrderVmac(Vmac vmac, Step step) implements Action {
        /** What {@link dev.holdfast.core.port.VmacTable} can do. */
        public enum Step {
            CREATE,
            RAISE,
            LOWER,
            REMOVE
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.orderVmac(this);
        }
    }

    /**
     * Send one advert to one destination.
     *
     * @param priority what the advert says; the packet says the same
     * @param packet for IPv4 a whole datagram with its header, for IPv6 the VRRP message
     */
    record SendAdvertisement(
            RouterKey router, Priority priority, IpAddress source, IpAddress destination, Octets packet)
            implements Action {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.sendAdvertisement(this);
        }
    }

    /** Listen on a heartbeat link of a virtual router. */
    record OpenHeartbeat(TransportSpec spec, InterfaceName link) implements Action {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.openHeartbeat(this);
        }
    }

    /** Listen there no longer. */
    record CloseHeartbeat(RouterKey router, InterfaceName link) implements Action {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.closeHeartbeat(this);
        }
    }

    /** Send over a heartbeat link what went, or should have gone, out of the router's own interface: a whole IP packet. */
    record SendHeartbeat(RouterKey router, InterfaceName link, Octets packet) implements Action {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.sendHeartbeat(this);
        }
    }

    /**
     * Put the addresses on their interfaces, or renew their lease.
     *
     * @param leaseSeconds after how many seconds without renewal the kernel removes them; 0 for never
     */
    record InstallAddresses(RouterKey router, List<VirtualAddress> addresses, int leaseSeconds) implements Action {
        public InstallAddresses {
            addresses = List.copyOf(addresses);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.installAddresses(this);
        }
    }

    /** Take the addresses off their interfaces. */
    record RemoveAddresses(RouterKey router, List<VirtualAddress> addresses) implements Action {
        public RemoveAddresses {
            addresses = List.copyOf(addresses);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.removeAddresses(this);
        }
    }

    /** Tell the link who answers for the addresses now: one round of gratuitous ARP or neighbour advertisements. */
    record Announce(RouterKey router, List<VirtualAddress> addresses) implements Action {
        public Announce {
            addresses = List.copyOf(addresses);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.announce(this);
        }
    }

    /**
     * Hear who claims these addresses on an interface, and no others. What is heard comes back through {@link
     * Engine#onClaim}.
     */
    record WatchNeighbours(InterfaceName dev, Set<IpAddress> addresses) implements Action {
        public WatchNeighbours {
            addresses = Set.copyOf(addresses);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.watchNeighbours(this);
        }
    }

    /**
     * Ask on an interface who has an address.
     *
     * @param source an address of this node, for IPv4 also none
     */
    record AskNeighbour(InterfaceName dev, IpAddress address, IpAddress source) implements Action {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.askNeighbour(this);
        }
    }

    /** Put an address on its interface for ever, whoever is master. */
    record InstallStaticAddress(VirtualAddress address) implements Action {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.installStaticAddress(this);
        }
    }

    /** Take an address off its interface that was there whoever is master. */
    record RemoveStaticAddress(VirtualAddress address) implements Action {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.removeStaticAddress(this);
        }
    }

    /** Put a route or a rule into the kernel. */
    record InstallRoute(RoutingEntry entry) implements Action {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.installRoute(this);
        }
    }

    /** Take a route or a rule out of the kernel. */
    record RemoveRoute(RoutingEntry entry) implements Action {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.removeRoute(this);
        }
    }

    /** Change the kernel's load balancer. The answer comes back through {@link IpvsInputs#onDone}. */
    /** Have these checks of real servers not look for now, and all others look. */
    record SuspendChecks(Set<TrackerId> checks) implements Action {
        public SuspendChecks {
            checks = Set.copyOf(checks);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.suspendChecks(this);
        }
    }

    /** Change the kernel's table of virtual servers. The answer comes back through {@link IpvsInputs#onDone}. */
    record OrderIpvs(TableOrder order) implements Action {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.orderIpvs(this);
        }
    }

    /** Start a script. Its end comes back through {@link Engine#onScriptFinished}. */
    record RunScript(ScriptRun run) implements Action {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.runScript(this);
        }
    }

    /** Ask a place outside this node who may hold the addresses. The answer comes back through {@link SplitInputs}. */
    record AskArbiter(RouterKey router, ArbiterRequest request) implements Action {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.askArbiter(this);
        }
    }

    /** Tell those who listen. */
    record Publish(AgentEvent event) implements Action {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.publish(this);
        }
    }
}
