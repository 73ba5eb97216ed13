package dev.holdfast.core.engine;

import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServerReport;
import dev.holdfast.core.ipvs.Statistics;
import dev.holdfast.core.ipvs.Traffic;
import dev.holdfast.core.lvs.CheckName;
import dev.holdfast.core.lvs.Health;
import dev.holdfast.core.lvs.ServerPool;
import dev.holdfast.core.lvs.SorryServer;
import dev.holdfast.core.spi.CheckSnapshot;
import dev.holdfast.core.spi.LvsTableState;
import dev.holdfast.core.spi.LvsTraffic;
import dev.holdfast.core.spi.RealServerSnapshot;
import dev.holdfast.core.spi.RealServerSnapshot.Role;
import dev.holdfast.core.spi.VirtualServerSnapshot;
import dev.holdfast.core.track.Tracker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Virtual servers as the outside sees them. */
final class LvsPortrait {
    private final Collection<BalancedService> services;

    private LvsPortrait(Collection<BalancedService> services) {
        this.services = services;
    }

    /** What was counted of all services together. */
    static VirtualServerSnapshot of(
            String name, ServerPool pool, boolean suspended, Collection<BalancedService> services) {
        return new LvsPortrait(services).of(name, pool, suspended);
    }

    private VirtualServerSnapshot of(String name, ServerPool pool, boolean suspended) {
        List<RealServerSnapshot> servers = new ArrayList<>();
        pool.servers().forEach(server -> servers.add(real(server)));
        pool.config().sorry().ifPresent(sorry -> servers.add(sorry(sorry)));
        return new VirtualServerSnapshot(
                name,
                pool.config().services().label(),
                pool.hasQuorum(),
                pool.config().quorum().weight(),
                pool.liveWeight(),
                suspended,
                services.stream().allMatch(service -> service.known().isThere()),
                table(),
                traffic(statistics().map(Statistics::total)),
                traffic(statistics().map(Statistics::perSecond)),
                servers);
    }

    private LvsTableState table() {
        return services.stream()
                .map(BalancedService::table)
                .reduce(
                        new LvsTableState(true, 0, 0),
                        (some, more) -> new LvsTableState(
                                some.asWanted() && more.asWanted(),
                                some.restored() + more.restored(),
                                some.refused() + more.refused()));
    }

    private Stream<Statistics> statistics() {
        return services.stream().map(service -> service.known().statistics());
    }

    private RealServerSnapshot real(Health health) {
        List<CheckSnapshot> checks =
                health.checks().stream().map(LvsPortrait::check).toList();
        int weight = health.server().weight();
        return server(health.server(), Role.REAL, health.isUp(), weight, checks);
    }

    private static CheckSnapshot check(Tracker tracker) {
        CheckSnapshot check = Trackers.snapshot(tracker);
        String name = CheckName.within(tracker.config().id());
        return new CheckSnapshot(check.kind(), name, check.verdict(), check.value(), check.detail(), check.tookNanos());
    }

    private RealServerSnapshot sorry(SorryServer sorry) {
        return server(sorry.server(), Role.SORRY, true, sorry.server().weight(), List.of());
    }

    private RealServerSnapshot server(
            RealServer server, Role role, boolean up, int weight, List<CheckSnapshot> checks) {
        List<ServerReport> seen = services.stream()
                .flatMap(service -> in(service, server).stream())
                .toList();
        return new RealServerSnapshot(
                server.at().toString(),
                role,
                up,
                weight,
                inKernel(seen),
                seen.stream().mapToLong(ServerReport::activeConnections).sum(),
                seen.stream().mapToLong(ServerReport::inactiveConnections).sum(),
                traffic(seen.stream().map(report -> report.statistics().total())),
                checks);
    }

    private static Optional<ServerReport> in(BalancedService service, RealServer server) {
        return service.known().server(server.within(service.id()).at());
    }

    /** Its weight in the kernel, where every service has it: else it is not yet what it should be. */
    private OptionalInt inKernel(List<ServerReport> seen) {
        return seen.size() < services.size()
                ? OptionalInt.empty()
                : seen.stream().mapToInt(report -> report.server().weight()).min();
    }

    private static LvsTraffic traffic(Stream<Traffic> counted) {
        Traffic all = counted.reduce(Traffic.NONE, Traffic::plus);
        return new LvsTraffic(all.connections(), all.packetsIn(), all.packetsOut(), all.bytesIn(), all.bytesOut());
    }
}
