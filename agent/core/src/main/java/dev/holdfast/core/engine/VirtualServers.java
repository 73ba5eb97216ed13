package dev.holdfast.core.engine;

import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.ServiceReport;
import dev.holdfast.core.lvs.ServiceOrder;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The virtual servers, and the kernel's services for them. As in keepalived every node has them all, whoever is master.
 *
 * <p>Services that the configuration does not name are somebody else's. They are left alone unless the operator wants them
 * flushed.
 */
final class VirtualServers {
    private final Interfaces interfaces;
    private final Outbox outbox;
    private final Map<ServiceId, BalancedService> services = new LinkedHashMap<>();
    private Map<String, VirtualServer> servers = new LinkedHashMap<>();
    private Map<TrackerId, VirtualServer> checked = Map.of();
    private Map<String, VirtualServer> named = Map.of();
    private Set<TrackerId> suspended = Set.of();
    private Map<ServiceId, ServiceReport> ofOthers = Map.of();

    VirtualServers(Interfaces interfaces, Outbox outbox) {
        this.interfaces = interfaces;
        this.outbox = outbox;
    }

    /** These and no others, from now on. A service that another virtual server had goes over with its connections. */
    void want(long nowNanos, List<VirtualServerConfig> wanted) {
        Map<String, VirtualServer> before = servers;
        servers = new LinkedHashMap<>();
        named = new HashMap<>();
        services.values().forEach(service -> service.giveTo(nowNanos, Optional.empty()));
        for (VirtualServerConfig config : wanted) {
            String label = config.services().label();
            VirtualServer running =
                    Optional.ofNullable(before.remove(label)).orElseGet(() -> new VirtualServer(config, outbox));
            servers.put(label, running);
            named.put(config.name(), running);
            running.want(nowNanos, config, take(nowNanos, config, running));
        }
        before.values().forEach(gone -> gone.leave(nowNanos));
        servers.putAll(before);
        checked = servers.values().stream()
                .flatMap(server -> server.checks().map(check -> Map.entry(check, server)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        onTime(nowNanos);
    }

    private Map<ServiceId, BalancedService> take(long nowNanos, VirtualServerConfig config, VirtualServer owner) {
        Map<ServiceId, BalancedService> own = new LinkedHashMap<>();
        config.services().all().forEach(wanted -> {
            BalancedService service =
                    services.computeIfAbsent(wanted.id(), fresh -> new BalancedService(fresh, outbox));
            service.giveTo(nowNanos, Optional.of(owner));
            own.put(service.id(), service);
        });
        return own;
    }

    /** All services that the kernel has. */
    void onReport(long nowNanos, List<ServiceReport> present) {
        Map<ServiceId, ServiceReport> table = present.stream()
                .collect(Collectors.toMap(
                        report -> report.service().id(), report -> report, (a, b) -> b, LinkedHashMap::new));
        services.values().forEach(each -> each.onReport(nowNanos, Optional.ofNullable(table.remove(each.id()))));
        ofOthers = table;
        servers.values().forEach(each -> each.begin(nowNanos));
        onTime(nowNanos);
    }

    /** Has those that are somebody else's removed, as far as they are known. */
    void flush(long nowNanos) {
        ofOthers.forEach((id, report) -> {
            BalancedService service = new BalancedService(id, outbox);
            service.onReport(nowNanos, Optional.of(report));
            services.put(id, service);
        });
        ofOthers = Map.of();
        onTime(nowNanos);
    }

    /** Says whether a quorum is another one now. */
    boolean onResult(long nowNanos, TrackerId check, TrackerResult result, long tookNanos) {
        VirtualServer server = checked.get(check);
        return server != null && server.onResult(nowNanos, check, result, tookNanos);
    }

    /** Whether enough servers of the virtual server of this name are up; empty when there is none. */
    Optional<Boolean> quorum(String name) {
        return Optional.ofNullable(named.get(name)).map(VirtualServer::hasQuorum);
    }

    void onOutcome(long nowNanos, ServiceOrder order, Outcome outcome) {
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
        return servers.values().stream().map(VirtualServer::desk);
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
        Set<TrackerId> now = servers.values().stream()
                .flatMap(server -> server.suspended(interfaces))
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
        return servers.values().stream()
                .flatMap(each -> each.portrait().stream())
                .toList();
    }

    private void forgetGone() {
        services.values().removeIf(BalancedService::isGone);
        servers.values().removeIf(VirtualServer::isGone);
    }
}
