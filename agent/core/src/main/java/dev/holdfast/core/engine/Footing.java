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

    Footing(Interfaces interfaces) {
        this.interfaces = interfaces;
    }

    /** Whether anything is known of the ground yet. */
    boolean isKnown() {
        return interfaces.areKnown();
    }

    /** Sets or clears the causes of FAULT that follow from links and addresses. */
    void examine(RouterConfig config, Faults faults) {
        boolean missing =
                devices(config).stream().anyMatch(dev -> interfaces.link(dev).isEmpty());
        boolean down = devices(config).stream().anyMatch(dev -> !interfaces.isRunning(dev));
        faults.set(FaultCause.INTERFACE_MISSING, missing);
        faults.set(FaultCause.INTERFACE_DOWN, !missing && down);
        boolean sourceless = !missing && !down && source(config).isEmpty();
        faults.set(FaultCause.NO_SOURCE_ADDRESS, sourceless || isSourceGone(config));
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
        return devices;
    }

    /** The address that adverts come from. */
    Optional<IpAddress> source(RouterConfig config) {
        return config.path()
                .source()
                .or(() -> interfaces
                        .primary(config.key().dev(), config.key().family(), virtual(config))
                        .map(IpPrefix::address));
    }

    /** keepalived's track_src_ip. */
    private boolean isSourceGone(RouterConfig config) {
        return config.path().tracksSource()
                && config.path().source().filter(interfaces::isLocal).isEmpty();
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

    private static Set<IpAddress> virtual(RouterConfig config) {
        return config.addresses().stream().map(VirtualAddress::address).collect(Collectors.toSet());
    }
}
