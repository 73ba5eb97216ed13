package dev.holdfast.core.engine;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The virtual routers in force, in the order of the configuration, and those that have left but are not done. */
final class Routers {
    private final List<VirtualRouter> leaving = new ArrayList<>();
    private Map<RouterKey, VirtualRouter> inForce = new LinkedHashMap<>();

    Collection<VirtualRouter> all() {
        return inForce.values();
    }

    void forEach(Consumer<VirtualRouter> what) {
        inForce.values().forEach(what);
    }

    Optional<VirtualRouter> get(RouterKey key) {
        return Optional.ofNullable(inForce.get(key));
    }

    /** One of those on this interface. */
    Optional<VirtualRouter> on(InterfaceName dev) {
        return inForce.values().stream()
                .filter(router -> router.config().key().dev().equals(dev))
                .findFirst();
    }

    /** When one of them wants to ask its neighbours; {@link Engine#NEVER} for none. */
    long questionNanos() {
        return inForce.values().stream()
                .mapToLong(router -> router.claims().questionNanos(router.state(), router))
                .min()
                .orElse(Engine.NEVER);
    }

    Optional<VirtualRouter> named(String name) {
        return inForce.values().stream()
                .filter(router -> router.config().name().equals(name))
                .findFirst();
    }

    Map<String, VirtualRouter> byName() {
        Map<String, VirtualRouter> byName = new LinkedHashMap<>();
        forEach(router -> byName.put(router.config().name(), router));
        return byName;
    }

    void add(VirtualRouter router) {
        inForce.put(router.config().key(), router);
    }

    /** Ends a router; its last scripts and what it gives back are waited for. */
    void leave(long nowNanos, RouterKey key) {
        VirtualRouter router = inForce.remove(key);
        if (router != null) {
            router.stop(nowNanos, TransitionReason.CONFIG);
            leaving.add(router);
        }
    }

    /** To the router of this key, and to one that had it and is about to be gone: their outcomes cannot be told apart. */
    void withOutcome(RouterKey key, Consumer<VirtualRouter> what) {
        leaving.stream().filter(router -> router.config().key().equals(key)).forEach(what);
        get(key).ifPresent(what);
    }

    /** Something has ended, perhaps the last of what a router that left waited for. */
    void forgetIdle() {
        leaving.removeIf(Routers::isDone);
    }

    /** For routers that have ended: whether nothing of theirs is waited for. */
    boolean areDone() {
        return Stream.concat(inForce.values().stream(), leaving.stream()).allMatch(Routers::isDone);
    }

    /** Puts them into the order of a configuration. */
    void sort(List<RouterConfig> order) {
        Map<RouterKey, VirtualRouter> sorted = new LinkedHashMap<>();
        order.forEach(router -> get(router.key()).ifPresent(running -> sorted.put(router.key(), running)));
        inForce = sorted;
    }

    /** The addresses of routers that hold theirs and go on: whoever loses one of these passes it on as it stands. */
    List<VirtualAddress> heirlooms(ConfigDiff diff) {
        return Stream.concat(diff.kept().stream(), diff.changed().stream())
                .filter(router -> get(router.key())
                        .filter(running -> running.state().holdsAddresses())
                        .isPresent())
                .flatMap(router -> router.addresses().stream())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Where scripts of routers wait and run. */
    Stream<NotifyDesk> desks() {
        return Stream.concat(inForce.values().stream(), leaving.stream()).flatMap(VirtualRouter::desks);
    }

    private static boolean isDone(VirtualRouter router) {
        return router.desks().allMatch(NotifyDesk::isIdle)
                && !router.custody().isRemovalAwaited()
                && !router.arbiters().isBusy();
    }
}
