package dev.holdfast.core.engine;

import dev.holdfast.core.engine.Interfaces.Place;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which addresses belong to whom, to tell an operator what a new configuration moves. */
final class Moves {
    private final Map<Place, Holder> holders = new LinkedHashMap<>();

    private Moves(EngineConfig config) {
        config.routers().forEach(router -> {
            Holder holder = new Holder(router.key().toString(), name(router));
            router.addresses().forEach(address -> put(address, holder));
        });
        Holder node = new Holder(Routing.STATIC, Routing.STATIC);
        config.staticAddresses().forEach(address -> put(address, node));
    }

    /** The addresses that another virtual router of this node has afterwards, or the node itself, a line for each. */
    static List<String> between(EngineConfig before, EngineConfig after) {
        Map<Place, Holder> old = new Moves(before).holders;
        List<String> moves = new ArrayList<>();
        new Moves(after).holders.forEach((place, holder) -> {
            Holder earlier = old.getOrDefault(place, holder);
            // By key: a router that gets another name is the same.
            if (!earlier.key().equals(holder.key())) {
                moves.add(place.prefix() + " dev " + place.dev() + " from " + earlier.name() + " to " + holder.name());
            }
        });
        return moves;
    }

    private void put(VirtualAddress address, Holder holder) {
        holders.putIfAbsent(Place.of(address), holder);
    }

    private static String name(RouterConfig router) {
        return router.name() + " (VRID " + router.key().vrid().value() + ")";
    }

    private record Holder(String key, String name) {}
}
