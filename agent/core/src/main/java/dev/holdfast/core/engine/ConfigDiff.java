package dev.holdfast.core.engine;

import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a new configuration means for the running one. Routers are matched by interface, family and VRID, never by name, as
 * keepalived does: a renamed instance keeps its state.
 *
 * @param kept equal in everything
 * @param changed can be changed while they run
 * @param restarted cannot: version, path or IP protocol of the adverts differ, or the macvlan
 * @param added not there before
 * @param removed no longer there, as they were
 */
record ConfigDiff(
        List<RouterConfig> kept,
        List<RouterConfig> changed,
        List<RouterConfig> restarted,
        List<RouterConfig> added,
        List<RouterConfig> removed) {
    static ConfigDiff between(List<RouterConfig> before, List<RouterConfig> after) {
        Map<RouterKey, RouterConfig> old = new LinkedHashMap<>();
        before.forEach(router -> old.put(router.key(), router));
        ConfigDiff diff = new ConfigDiff(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (RouterConfig router : after) {
            RouterConfig previous = old.remove(router.key());
            if (previous == null) {
                diff.added.add(router);
            } else if (previous.equals(router)) {
                diff.kept.add(router);
            } else if (canChangeInPlace(previous, router)) {
                diff.changed.add(router);
            } else {
                diff.restarted.add(router);
            }
        }
        diff.removed.addAll(old.values());
        return diff;
    }

    private static boolean canChangeInPlace(RouterConfig before, RouterConfig after) {
        return before.version() == after.version()
                && before.path().equals(after.path())
                && before.header().isPresent() == after.header().isPresent()
                && before.vmac().equals(after.vmac());
    }

    static List<String> names(List<RouterConfig> routers) {
        return routers.stream().map(RouterConfig::name).toList();
    }
}
