package dev.holdfast.core.lvs;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServerReport;
import dev.holdfast.core.ipvs.ServiceReport;
import dev.holdfast.core.ipvs.Statistics;
import dev.holdfast.core.ipvs.VirtualService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One service as the kernel has it: as it was reported last, and with what was carried out since. */
public final class KnownService implements ServiceOrder.Kind<Boolean> {
    private Optional<VirtualService> service = Optional.empty();
    private Statistics statistics = Statistics.NONE;
    private final Map<AddressPort, ServerReport> servers = new LinkedHashMap<>();

    /** This is what the kernel has; empty for nothing. */
    public void report(Optional<ServiceReport> seen) {
        service = seen.map(ServiceReport::service);
        statistics = seen.map(ServiceReport::statistics).orElse(Statistics.NONE);
        servers.clear();
        seen.ifPresent(report ->
                report.servers().forEach(one -> servers.put(one.server().at(), one)));
    }

    /** The kernel did this. */
    public void done(ServiceOrder order) {
        order.acceptKind(this);
    }

    @Override
    public Boolean putService(ServiceOrder.PutService order) {
        service = Optional.of(order.wanted());
        return true;
    }

    @Override
    public Boolean removeService(ServiceOrder.RemoveService order) {
        report(Optional.empty());
        return true;
    }

    @Override
    public Boolean putServer(ServiceOrder.PutServer order) {
        RealServer wanted = order.wanted();
        ServerReport before = servers.get(wanted.at());
        servers.put(
                wanted.at(),
                before == null
                        ? new ServerReport(wanted, 0, 0, 0, Statistics.NONE)
                        : new ServerReport(
                                wanted,
                                before.activeConnections(),
                                before.inactiveConnections(),
                                before.persistentConnections(),
                                before.statistics()));
        return true;
    }

    @Override
    public Boolean removeServer(ServiceOrder.RemoveServer order) {
        servers.remove(order.server());
        return true;
    }

    /** Whether the kernel has the service. */
    public boolean isThere() {
        return service.isPresent();
    }

    public Statistics statistics() {
        return statistics;
    }

    public Optional<ServerReport> server(AddressPort at) {
        return Optional.ofNullable(servers.get(at));
    }

    /**
     * What leads from here to a service like this with these servers. Who is to serve comes before whoever is to go, so
     * that clients always find somebody; what is right already is not touched.
     */
    public List<ServiceOrder> towards(VirtualService wanted, List<RealServer> wantedServers) {
        List<ServiceOrder> orders = new ArrayList<>();
        if (service.filter(wanted::equals).isEmpty()) {
            orders.add(new ServiceOrder.PutService(wanted));
        }
        Map<AddressPort, ServerReport> others = new LinkedHashMap<>(servers);
        for (RealServer server : wantedServers) {
            ServerReport there = others.remove(server.at());
            if (there == null || !there.server().equals(server)) {
                orders.add(new ServiceOrder.PutServer(wanted.id(), server));
            }
        }
        others.keySet().forEach(at -> orders.add(new ServiceOrder.RemoveServer(wanted.id(), at)));
        return orders;
    }

    /** What leads from here to nothing. */
    public List<ServiceOrder> towardsNothing() {
        return service.<ServiceOrder>map(there -> new ServiceOrder.RemoveService(there.id()))
                .map(List::of)
                .orElse(List.of());
    }
}
