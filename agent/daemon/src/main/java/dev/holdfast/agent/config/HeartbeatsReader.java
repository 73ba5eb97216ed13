package dev.holdfast.agent.config;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.Vmac;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code heartbeat_interfaces}: further links over which adverts travel. */
final class HeartbeatsReader {
    private HeartbeatsReader() {}

    static List<InterfaceName> read(Section section, Optional<InterfaceName> own, Optional<Vmac> vmac) {
        return section.value("heartbeat_interfaces")
                .map(value -> read(value, own, vmac))
                .orElse(List.of());
    }

    private static List<InterfaceName> read(Value value, Optional<InterfaceName> own, Optional<Vmac> vmac) {
        Optional<List<Value>> items =
                value.items().filter(list -> !list.isEmpty() && list.size() <= RouterConfig.MAX_HEARTBEATS);
        if (items.isEmpty()) {
            value.error("must be a list of 1.." + RouterConfig.MAX_HEARTBEATS + " interfaces, was "
                    + value.items()
                            .map(list -> list.size() + " of them")
                            .orElse(value.node().kind()));
            return List.of();
        }
        Map<InterfaceName, Value> places = new LinkedHashMap<>();
        items.get()
                .forEach(item -> InterfaceNames.read(item).ifPresent(name -> {
                    Value earlier = places.putIfAbsent(name, item);
                    if (earlier != null) {
                        item.error(name + " is listed twice; the first is on line "
                                + earlier.mark().line());
                    } else if (own.filter(name::equals).isPresent()) {
                        item.error(name + " is the interface of this instance; list the links beside it");
                    } else if (vmac.filter(it -> it.dev().equals(name)).isPresent()) {
                        item.error(
                                name
                                        + " is the macvlan of this instance, which lies on its interface; list the links beside it");
                    }
                }));
        return List.copyOf(places.keySet());
    }
}
