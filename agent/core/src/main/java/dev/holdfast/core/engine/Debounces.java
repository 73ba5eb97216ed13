package dev.holdfast.core.engine;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.port.LinkMonitor.Link;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The interfaces whose links are debounced; the others count as they are. */
final class Debounces {
    private final Map<InterfaceName, Debounce> running = new LinkedHashMap<>();
    private EngineConfig config = new EngineConfig("", List.of());

    /** What is going on goes on, unless the delays themselves changed. */
    void configure(EngineConfig changed, Map<InterfaceName, Link> links) {
        config = changed;
        running.keySet().retainAll(changed.linkDelays().keySet());
        running.replaceAll(
                (name, each) -> each.isFor(delays(name), settleNanos(name)) ? each : debounce(name, each.raw()));
        links.values().forEach(this::begin);
    }

    void onLink(long nowNanos, Link link) {
        begin(link);
        Debounce debounce = running.get(link.name());
        if (debounce != null) {
            debounce.onLink(nowNanos, link.running());
        }
    }

    /** These interfaces are all that are left. An interface that is created anew has no past. */
    void retain(Set<InterfaceName> names) {
        running.keySet().retainAll(names);
    }

    /** Whether the link counts as up. */
    boolean isUp(Link link) {
        Debounce debounce = running.get(link.name());
        return debounce == null ? link.running() : debounce.isUp();
    }

    /** Says whether a link counts differently now. */
    boolean onTime(long nowNanos) {
        boolean changed = false;
        for (Debounce debounce : running.values()) {
            changed |= debounce.onTime(nowNanos);
        }
        return changed;
    }

    long nextDeadlineNanos() {
        return running.values().stream()
                .mapToLong(Debounce::deadlineNanos)
                .min()
                .orElse(Engine.NEVER);
    }

    private void begin(Link link) {
        if (config.linkDelays().containsKey(link.name())) {
            running.computeIfAbsent(link.name(), name -> debounce(name, link.running()));
        }
    }

    private Debounce debounce(InterfaceName name, boolean isRunning) {
        return new Debounce(delays(name), settleNanos(name), isRunning);
    }

    private LinkDelays delays(InterfaceName name) {
        return config.linkDelays().getOrDefault(name, LinkDelays.NONE);
    }

    /** So long that an advert gets through, wherever adverts go by this interface. */
    private long settleNanos(InterfaceName name) {
        return config.routers().stream()
                .filter(router -> router.key().dev().equals(name))
                .mapToLong(RouterConfig::advertIntervalNanos)
                .max()
                .orElse(0);
    }
}
