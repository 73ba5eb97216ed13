package dev.holdfast.core.engine;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.route.RoutingEntry;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterSnapshot.HeldAddress;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The ground a virtual router stands on: what the kernel's links and addresses mean for its configuration. */
final class Footing {
    private final Interfaces interfaces;
    private final Source source = new Source();

    Footing(Interfaces interfaces) {
        this.interfaces = interfaces;
    }

    /** Whether anything is known of the ground yet. */
    boolean isKnown() {
        return interfaces.areKnown();
    }

    /** Sets or clears the causes of FAULT that follow from links and addresses. */
    void examine(long nowNanos, RouterConfig config, Faults faults) {
        boolean missing =
                devices(config).stream().anyMatch(dev -> interfaces.link(dev).isEmpty());
        boolean down = devices(config).stream().anyMatch(dev -> !interfaces.isRunning(dev));
        faults.set(FaultCause.INTERFACE_MISSING, missing);
        faults.set(FaultCause.INTERFACE_DOWN, !missing && down);
        source.see(nowNanos, found(config));
        faults.set(FaultCause.NO_SOURCE_ADDRESS, !missing && !down && source.isLost());
        // Sockets of nobody to talk to are not opened: keepalived's unicast_fault_no_peer.
        faults.set(FaultCause.TRANSPORT_FAILED, config.path().destinations().isEmpty());
    }

    /** Whether the router's own interface exists, so that sockets can be bound to it. */
    boolean hasOwnInterface(RouterConfig config) {
        return interfaces.link(config.key().dev()).isPresent();
    }

    /**
     * Whether adverts come and go now. A debounced loss does not count yet, but nobody may take over on such a link: a living
     * master would not be heard.
     */
    boolean hasCarrier(RouterConfig config) {
        return interfaces.link(config.key().dev()).filter(Link::running).isPresent();
    }

    /** The interfaces the router cannot do without. */
    Set<InterfaceName> devices(RouterConfig config) {
        Set<InterfaceName> devices = new LinkedHashSet<>();
        devices.add(config.key().dev());
        config.addresses().stream().filter(VirtualAddress::tracked).forEach(address -> devices.add(address.dev()));
        config.routing().stream().filter(RoutingEntry::isTracked).forEach(entry -> devices.addAll(entry.devices()));
        // Its macvlan is not a condition but its own work.
        config.vmac().ifPresent(vmac -> devices.remove(vmac.dev()));
        return devices;
    }

    /** The address that adverts come from: the one that is there, or the last that was. */
    Optional<IpAddress> source(RouterConfig config) {
        return found(config).or(source::address);
    }

    /** Whether the address that adverts come from is there at this moment. */
    boolean hasSource() {
        return source.isThere();
    }

    /** When the ground is to be looked at again though nothing was told; {@link Engine#NEVER} for never. */
    long deadlineNanos() {
        return source.deadlineNanos();
    }

    private Optional<IpAddress> found(RouterConfig config) {
        Optional<IpAddress> written = config.path().source();
        if (written.isPresent()) {
            // keepalived's track_src_ip; without it, what is written is taken as given.
            return config.path().tracksSource() ? written.filter(interfaces::isLocal) : written;
        }
        return interfaces
                .primary(config.key().dev(), config.key().family(), virtual(config))
                .map(IpPrefix::address);
    }

    /** The network that names the segment. */
    Optional<IpPrefix> segment(RouterConfig config) {
        return interfaces.segment(config.key().dev(), config.key().family(), virtual(config));
    }

    /** The virtual addresses that can be ordered: without its interface the router does without an untracked one. */
    List<VirtualAddress> installable(RouterConfig config) {
        return config.addresses().stream()
                .filter(address ->
                        address.tracked() || interfaces.link(address.dev()).isPresent())
                .toList();
    }

    /** The virtual addresses, and whether the kernel has them. */
    List<HeldAddress> held(RouterConfig config) {
        return config.addresses().stream()
                .map(address -> new HeldAddress(address, interfaces.holds(address)))
                .toList();
    }

    /** The virtual addresses that the kernel has with our mark. */
    List<VirtualAddress> heldAsOurs(RouterConfig config) {
        return config.addresses().stream().filter(interfaces::holdsAsOurs).toList();
    }

    /** These are ordered away. */
    void letGo(List<VirtualAddress> ordered) {
        interfaces.letGo(ordered);
    }

    private static Set<IpAddress> virtual(RouterConfig config) {
        return config.addresses().stream().map(VirtualAddress::address).collect(Collectors.toSet());
    }
}
