package dev.holdfast.core.engine;

import dev.holdfast.core.net.AddressClaim;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Whose addresses on which interface are watched: one order per interface, and one look per claim. */
final class Neighbourhood {
    private final Interfaces interfaces;
    private final Outbox outbox;
    private final Map<RouterKey, Map<InterfaceName, Set<IpAddress>>> wanted = new LinkedHashMap<>();
    private final Map<InterfaceName, Map<IpAddress, Set<RouterKey>>> askers = new LinkedHashMap<>();
    private final Map<InterfaceName, Set<IpAddress>> ordered = new HashMap<>();
    private final Set<InterfaceName> mute = new HashSet<>();
    private final ForeignAdverts foreign;
    private ClaimPolicy policy = ClaimPolicy.DEFAULT;
    private boolean isStale;

    Neighbourhood(Interfaces interfaces, Outbox outbox) {
        this.interfaces = interfaces;
        this.outbox = outbox;
        this.foreign = new ForeignAdverts(interfaces);
    }

    void configure(EngineConfig config) {
        policy = config.splitBrain().claims();
        foreign.configure(config.routers());
    }

    ClaimPolicy policy() {
        return policy;
    }

    /** Whether the answer of a neighbour who has an address would be heard there, as far as is known. */
    boolean wouldHear(InterfaceName dev) {
        return ordered.containsKey(dev) && !mute.contains(dev);
    }

    /** A router wants to hear of these addresses; none when it leaves. */
    void want(RouterKey router, Map<InterfaceName, Set<IpAddress>> addresses) {
        Map<InterfaceName, Set<IpAddress>> before =
                addresses.isEmpty() ? wanted.remove(router) : wanted.put(router, addresses);
        isStale |= !addresses.equals(before);
    }

    /** A packet of VRRP arrived, perhaps under an id that nobody here has. */
    void onDatagram(long nowNanos, ReceivedDatagram datagram, Routers routers) {
        foreign.look(datagram)
                .ifPresent(found -> found.routers()
                        .forEach(key -> routers.get(key)
                                .ifPresent(router ->
                                        router.claims().underOtherVrid(nowNanos, datagram.source(), found.advert()))));
    }

    /** Somebody claims an address there: those who watch it learn of it. */
    void onClaim(long nowNanos, InterfaceName dev, AddressClaim claim, Routers routers) {
        askers.getOrDefault(dev, Map.of())
                .getOrDefault(claim.address(), Set.of())
                .forEach(key -> routers.get(key).ifPresent(router -> router.onClaim(nowNanos, claim)));
    }

    /** The sockets bound to it are dead; when it comes back they are opened anew. */
    void onLinkGone(InterfaceName dev) {
        mute.remove(dev);
        if (ordered.remove(dev) != null) {
            outbox.add(new Action.WatchNeighbours(dev, Set.of()));
        }
    }

    /** An interface is there, perhaps again. */
    void onLink(InterfaceName dev) {
        isStale |= askers.containsKey(dev) && !ordered.containsKey(dev);
    }

    /** A refused order is given again when something changes. */
    void onWatched(InterfaceName dev, Outcome outcome) {
        if (!outcome.isDone()) {
            ordered.remove(dev);
        }
    }

    /** A question was asked there, or could not be. */
    void onAsked(InterfaceName dev, Outcome outcome) {
        if (outcome.isDone()) {
            mute.remove(dev);
        } else {
            mute.add(dev);
        }
    }

    /** Orders what differs, on interfaces that exist. */
    void settle() {
        if (!isStale || !interfaces.areKnown() || interfaces.isResyncing()) {
            return;
        }
        isStale = false;
        askers.clear();
        wanted.forEach((router, places) -> places.forEach((dev, addresses) ->
                addresses.forEach(address -> askers.computeIfAbsent(dev, unknown -> new LinkedHashMap<>())
                        .computeIfAbsent(address, unknown -> new LinkedHashSet<>())
                        .add(router))));
        Set<InterfaceName> devices = new LinkedHashSet<>(askers.keySet());
        devices.addAll(ordered.keySet());
        devices.stream().filter(dev -> interfaces.link(dev).isPresent()).forEach(this::order);
    }

    private void order(InterfaceName dev) {
        Set<IpAddress> addresses =
                new HashSet<>(askers.getOrDefault(dev, Map.of()).keySet());
        Set<IpAddress> before = addresses.isEmpty() ? ordered.remove(dev) : ordered.put(dev, addresses);
        if (!addresses.equals(before) && !(addresses.isEmpty() && before == null)) {
            outbox.add(new Action.WatchNeighbours(dev, addresses));
        }
    }
}
