package dev.holdfast.core.engine;

import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.ServiceReport;
import dev.holdfast.core.lvs.TableOrder;
import dev.holdfast.core.lvs.VirtualServerConfig;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.VirtualServerSnapshot;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerResult;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The virtual servers, and the kernel's table of them. As in keepalived every node has them all, whoever is master.
 *
 * <p>Services that the configuration does not name are somebody else's and are left alone.
 */
final class VirtualServers {
    private final Interfaces interfaces;
    private final Outbox outbox;
    private Map<ServiceId, BalancedService> services = new LinkedHashMap<>();
    private Map<TrackerId, BalancedService> checked = Map.of();
    private Map<String, BalancedService> named = Map.of();

    private Set<TrackerId> suspended = Set.of();

    VirtualServers(Interfaces interfaces, Outbox outbox) {
        this.interfaces = interfaces;
        this.outbox = outbox;
    }

    /** These and no others, from now on. */
    void want(long nowNanos, List<VirtualServerConfig> wanted) {
        Map<ServiceId, BalancedService> before = services;
        services = new LinkedHashMap<>();
        named = new HashMap<>();
        for (VirtualServerConfig config : wanted) {
            ServiceId id = config.service().id();
            BalancedService running = before.remove(id);
            if (running == null) {
                running = new BalancedService(config, outbox);
            } else {
                running.want(nowNanos, config);
            }
            services.put(id, running);
            named.put(config.name(), running);
        }
        before.values().forEach(gone -> gone.leave(nowNanos));
        services.putAll(before);
        forgetGone();
        checked = services.values().stream()
                .flatMap(service -> service.checks().map(check -> Map.entry(check, service)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        onTime(nowNanos);
    }

    /** The kernel's whole table. */
    void onReport(long nowNanos, List<ServiceReport> present) {
        Map<ServiceId, ServiceReport> table = present.stream()
                .collect(Collectors.toMap(report -> report.service().id(), Function.identity(), (a, b) -> b));
        services.values().forEach(each -> each.onReport(nowNanos, Optional.ofNullable(table.get(each.id()))));
        onTime(nowNanos);
    }

    /** Says whether a quorum is another one now. */
    boolean onResult(long nowNanos, TrackerId check, TrackerResult result, long tookNanos) {
        BalancedService service = checked.get(check);
        if (service == null) {
            return false;
        }
        boolean changed = service.onResult(nowNanos, check, result, tookNanos);
        service.act(nowNanos);
        return changed;
    }

    /** Whether enough servers of the virtual server of this name are up; empty when there is none. */
    Optional<Boolean> quorum(String name) {
        return Optional.ofNullable(named.get(name)).map(BalancedService::hasQuorum);
    }

    void onOutcome(long nowNanos, TableOrder order, Outcome outcome) {
        Optional.ofNullable(services.get(order.service()))
                .ifPresent(service -> service.onOutcome(nowNanos, order, outcome));
        forgetGone();
    }

    /** Whether no answer is awaited. */
    boolean areIdle() {
        return services.values().stream().noneMatch(BalancedService::isAwaiting);
    }

    /** The scripts of each. */
    Stream<NotifyDesk> desks() {
        return services.values().stream().map(BalancedService::desk);
    }

    void onTime(long nowNanos) {
        forgetGone();
        suspend();
        services.values().forEach(each -> each.act(nowNanos));
    }

    /** Half of the addresses that are there would be half of the truth. */
    private void suspend() {
        if (interfaces.isResyncing()) {
            return;
        }
        Set<TrackerId> now = services.values().stream()
                .flatMap(service -> service.suspended(interfaces))
                .collect(Collectors.toSet());
        if (!now.equals(suspended)) {
            suspended = now;
            outbox.add(new Action.SuspendChecks(now));
        }
    }

    long nextDeadlineNanos() {
        return services.values().stream()
                .mapToLong(BalancedService::nextDeadlineNanos)
                .min()
                .orElse(Engine.NEVER);
    }

    /** In the order of the configuration. */
    List<VirtualServerSnapshot> snapshot() {
        return services.values().stream()
                .flatMap(each -> each.portrait().stream())
                .toList();
    }

    private void forgetGone() {
        services.values().removeIf(BalancedService::isGone);
    }
}
