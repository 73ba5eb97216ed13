package dev.holdfast.core.engine;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.LinkMonitor.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the kernel has told of links and addresses. Addresses keep the order in which the kernel names them. */
final class Interfaces {
    private Map<InterfaceName, Link> links = new LinkedHashMap<>();
    private Map<InterfaceName, Map<IpPrefix, Boolean>> addresses = new LinkedHashMap<>();
    private Map<InterfaceName, Map<IpPrefix, Boolean>> beforeResync = Map.of();
    private final Debounces debounces = new Debounces();

    /**
     * The node's own addresses of an interface, found when first asked for. Each router asks at each event, and what comes and
     * goes by the hundred, ours, is not among them.
     */
    private final Map<InterfaceName, List<IpPrefix>> own = new HashMap<>();

    /** What this agent has ordered away; the kernel's word of it is still to come. */
    private final Set<Place> leaving = new HashSet<>();

    /** What carries our mark and is this node's own all the same. */
    private Set<Place> fixed = Set.of();

    /** Whether addresses have come or gone. */
    private boolean moved;

    /** Whether some of the node's own are among them. */
    private boolean ownMoved;

    private boolean known;
    private boolean resyncing;

    void configure(EngineConfig config) {
        debounces.configure(config, links);
        fixed = config.staticAddresses().stream().map(Place::of).collect(Collectors.toSet());
        own.clear();
    }

    /**
     * What was seen of a link may have lasted long enough. Says whether one counts differently now, or addresses have come or
     * gone since this was asked last: they do so by the hundred, and one look at everybody is enough for all of them.
     */
    boolean onTime(long nowNanos) {
        boolean isNews = debounces.onTime(nowNanos) || moved;
        moved = false;
        return isNews;
    }

    /** Whether the node's own addresses have changed since this was asked last: all stand on them, which is looked at at once. */
    boolean takeOwnMoved() {
        boolean isNews = ownMoved;
        ownMoved = false;
        return isNews;
    }

    /** When a link may; {@link Engine#NEVER} for not at all. */
    long nextDeadlineNanos() {
        return debounces.nextDeadlineNanos();
    }

    /** Forgets everything; the full state follows. */
    void beginResync() {
        resyncing = true;
        beforeResync = addresses;
        leaving.clear();
        own.clear();
        addresses = new LinkedHashMap<>();
        links = new LinkedHashMap<>();
    }

    /** The full state has been told. Returns the addresses that vanished meanwhile. */
    List<Place> endResync() {
        known = true;
        resyncing = false;
        List<Place> vanished = new ArrayList<>();
        beforeResync.forEach((dev, prefixes) -> prefixes.keySet().stream()
                .filter(prefix -> !has(dev, prefix))
                .forEach(prefix -> vanished.add(new Place(dev, prefix))));
        beforeResync = Map.of();
        debounces.retain(links.keySet());
        return vanished;
    }

    /** Whether the full state has been told once. */
    boolean areKnown() {
        return known;
    }

    /** Whether what is known now is only a part of the truth. */
    boolean isResyncing() {
        return resyncing;
    }

    void put(long nowNanos, Link link) {
        links.put(link.name(), link);
        debounces.onLink(nowNanos, link);
    }

    void remove(InterfaceName name) {
        links.remove(name);
        debounces.retain(links.keySet());
        addresses.remove(name);
        own.remove(name);
        leaving.removeIf(place -> place.dev().equals(name));
    }

    /** An address is there. Masters renew their leases all the time, and each renewal is told; that is no news. */
    void put(InterfaceName dev, IpPrefix prefix, boolean ours) {
        Boolean before =
                addresses.computeIfAbsent(dev, name -> new LinkedHashMap<>()).put(prefix, ours);
        if (before == null || before != ours) {
            moved = true;
            if (before != null || isOwn(dev, prefix, ours)) {
                ownMoves(dev);
            }
        }
    }

    /** The kernel says that the address is gone. Returns whether it had been there, and not by our order. */
    boolean remove(InterfaceName dev, IpPrefix prefix) {
        boolean ordered = leaving.remove(new Place(dev, prefix));
        boolean isLost = forget(dev, prefix) && !ordered;
        moved |= isLost;
        return isLost;
    }

    /** These are ordered away. They count as gone from now on, so that nobody takes them for lost or left behind. */
    void letGo(Collection<VirtualAddress> ordered) {
        for (VirtualAddress address : ordered) {
            if (forget(address.dev(), address.prefix())) {
                leaving.add(Place.of(address));
            }
        }
    }

    /** The order was refused, at least for one of these: they count as there until the kernel says otherwise. */
    void keep(Collection<VirtualAddress> refused) {
        for (VirtualAddress address : refused) {
            if (leaving.remove(Place.of(address))) {
                put(address.dev(), address.prefix(), true);
            }
        }
    }

    private boolean forget(InterfaceName dev, IpPrefix prefix) {
        Map<IpPrefix, Boolean> prefixes = addresses.get(dev);
        Boolean ours = prefixes == null ? null : prefixes.remove(prefix);
        if (ours != null && isOwn(dev, prefix, ours)) {
            ownMoves(dev);
        }
        return ours != null;
    }

    Optional<Link> link(InterfaceName name) {
        return Optional.ofNullable(links.get(name));
    }

    /** Whether the interface exists and its link counts as up. */
    boolean isRunning(InterfaceName name) {
        return link(name).filter(debounces::isUp).isPresent();
    }

    boolean has(InterfaceName dev, IpPrefix prefix) {
        return prefixes(dev).containsKey(prefix);
    }

    boolean holds(VirtualAddress address) {
        return has(address.dev(), address.prefix());
    }

    /** Whether the kernel has this address with our mark. */
    boolean holdsAsOurs(VirtualAddress address) {
        return prefixes(address.dev()).getOrDefault(address.prefix(), false);
    }

    /** Whether any interface of this node carries the address. */
    boolean isLocal(IpAddress address) {
        return addresses.values().stream()
                .flatMap(prefixes -> prefixes.keySet().stream())
                .anyMatch(prefix -> prefix.address().equals(address));
    }

    /**
     * The address that adverts come from: the first IPv4 address, or the link-local IPv6 one, that is neither virtual nor
     * ours (RFC 9568 section 7.2), unless it is static.
     */
    Optional<IpPrefix> primary(InterfaceName dev, IpFamily family, Set<IpAddress> virtual) {
        return own(dev, family, virtual).stream()
                .filter(prefix -> family == IpFamily.IPV4 || prefix.address().isLinkLocal())
                .findFirst();
    }

    /** The network that names the segment: of the primary IPv4 address, or of the first global IPv6 one. */
    Optional<IpPrefix> segment(InterfaceName dev, IpFamily family, Set<IpAddress> virtual) {
        List<IpPrefix> own = own(dev, family, virtual);
        return own.stream()
                .filter(prefix -> family == IpFamily.IPV4 || !prefix.address().isLinkLocal())
                .findFirst()
                .or(() -> own.stream().findFirst())
                .map(IpPrefix::network);
    }

    private List<IpPrefix> own(InterfaceName dev, IpFamily family, Set<IpAddress> virtual) {
        return own.computeIfAbsent(dev, this::own).stream()
                .filter(prefix -> prefix.family() == family && !virtual.contains(prefix.address()))
                .toList();
    }

    private List<IpPrefix> own(InterfaceName dev) {
        return prefixes(dev).entrySet().stream()
                .filter(entry -> isOwn(dev, entry.getKey(), entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void ownMoves(InterfaceName dev) {
        own.remove(dev);
        ownMoved = true;
    }

    private boolean isOwn(InterfaceName dev, IpPrefix prefix, boolean ours) {
        return !ours || fixed.contains(new Place(dev, prefix));
    }

    private Map<IpPrefix, Boolean> prefixes(InterfaceName dev) {
        return addresses.getOrDefault(dev, Map.of());
    }

    /** An address on an interface; the kernel has no second of the same prefix there. */
    record Place(InterfaceName dev, IpPrefix prefix) {
        static Place of(VirtualAddress address) {
            return new Place(address.dev(), address.prefix());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place that && dev.equals(that.dev) && prefix.equals(that.prefix);
        }

        @Override
        public int hashCode() {
            return 31 * dev.hashCode() + prefix.hashCode();
        }
    }
}
