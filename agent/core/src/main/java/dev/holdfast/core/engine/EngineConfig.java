package dev.holdfast.core.engine;

import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything the engine is told by the operator.
 *
 * @param routerId the node's name
 * @param routers the virtual routers, in the order of the file; names and keys are unique
 */
public record EngineConfig(String routerId, List<RouterConfig> routers) {
    public EngineConfig {
        routers = List.copyOf(routers);
        Set<RouterKey> keys = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (RouterConfig router : routers) {
            if (!keys.add(router.key()) || !names.add(router.name())) {
                throw new IllegalArgumentException("twice in the configuration: " + router.name() + " " + router.key());
            }
        }
    }
}
