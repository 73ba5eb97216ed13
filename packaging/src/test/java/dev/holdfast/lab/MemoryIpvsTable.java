package dev.holdfast.lab;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServerReport;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.ServiceReport;
import dev.holdfast.core.ipvs.Statistics;
import dev.holdfast.core.ipvs.SyncDaemon;
import dev.holdfast.core.ipvs.Timeouts;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.port.Answer;
import dev.holdfast.core.port.IpvsTable;
import dev.holdfast.core.port.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table that remembers what it is told and forwards nothing, where the kernel has no IPVS. */
final class MemoryIpvsTable implements IpvsTable {
    private final Map<ServiceId, VirtualService> services = new LinkedHashMap<>();
    private final Map<ServiceId, Map<AddressPort, RealServer>> servers = new LinkedHashMap<>();

    @Override
    public Answer<List<ServiceReport>> services() {
        return Answer.of(services.values().stream()
                .map(service -> new ServiceReport(service, Statistics.NONE, servers(service.id())))
                .toList());
    }

    private List<ServerReport> servers(ServiceId service) {
        return servers.getOrDefault(service, Map.of()).values().stream()
                .map(server -> new ServerReport(server, 0, 0, 0, Statistics.NONE))
                .toList();
    }

    @Override
    public Outcome put(VirtualService service) {
        services.put(service.id(), service);
        return Outcome.DONE;
    }

    @Override
    public Outcome remove(ServiceId service) {
        services.remove(service);
        servers.remove(service);
        return Outcome.DONE;
    }

    @Override
    public Outcome put(ServiceId service, RealServer server) {
        servers.computeIfAbsent(service, id -> new LinkedHashMap<>()).put(server.at(), server);
        return Outcome.DONE;
    }

    @Override
    public Outcome remove(ServiceId service, AddressPort server) {
        servers.getOrDefault(service, new LinkedHashMap<>()).remove(server);
        return Outcome.DONE;
    }

    @Override
    public Outcome flush() {
        services.clear();
        servers.clear();
        return Outcome.DONE;
    }

    @Override
    public Answer<Timeouts> timeouts() {
        return Answer.of(new Timeouts(900, 120, 300));
    }

    @Override
    public Outcome set(Timeouts timeouts) {
        return Outcome.DONE;
    }

    @Override
    public Answer<List<SyncDaemon>> daemons() {
        return Answer.of(List.of());
    }

    @Override
    public Outcome start(SyncDaemon daemon) {
        return Outcome.DONE;
    }

    @Override
    public Outcome stop(SyncDaemon.Role role) {
        return Outcome.DONE;
    }

    @Override
    public void close() {}
}
