package dev.holdfast.core.engine;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.ServerReport;
import dev.holdfast.core.ipvs.Traffic;
import dev.holdfast.core.lvs.CheckName;
import dev.holdfast.core.lvs.Health;
import dev.holdfast.core.lvs.KnownService;
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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Virtual servers as the outside sees them. */
final class LvsPortrait {
    private final KnownService known;

    private LvsPortrait(KnownService known) {
        this.known = known;
    }

    static VirtualServerSnapshot of(String name, ServerPool pool, KnownService known, LvsTableState table) {
        return new LvsPortrait(known).of(name, pool, table);
    }

    private VirtualServerSnapshot of(String name, ServerPool pool, LvsTableState table) {
        List<RealServerSnapshot> servers = new ArrayList<>();
        pool.servers().forEach(server -> servers.add(real(server)));
        pool.config().sorry().ifPresent(sorry -> servers.add(sorry(sorry)));
        return new VirtualServerSnapshot(
                name,
                pool.config().service().id().toString(),
                pool.hasQuorum(),
                pool.config().quorum().weight(),
                pool.liveWeight(),
                known.isThere(),
                table,
                traffic(known.statistics().total()),
                traffic(known.statistics().perSecond()),
                servers);
    }

    private RealServerSnapshot real(Health health) {
        List<CheckSnapshot> checks =
                health.checks().stream().map(LvsPortrait::check).toList();
        int weight = health.server().weight();
        return server(health.server().at(), Role.REAL, health.isUp(), weight, checks);
    }

    private static CheckSnapshot check(Tracker tracker) {
        CheckSnapshot check = Trackers.snapshot(tracker);
        String name = CheckName.within(tracker.config().id());
        return new CheckSnapshot(check.kind(), name, check.verdict(), check.value(), check.detail(), check.tookNanos());
    }

    private RealServerSnapshot sorry(SorryServer sorry) {
        return server(sorry.server().at(), Role.SORRY, true, sorry.server().weight(), List.of());
    }

    private RealServerSnapshot server(AddressPort at, Role role, boolean up, int weight, List<CheckSnapshot> checks) {
        Optional<ServerReport> seen = known.server(at);
        return new RealServerSnapshot(
                at.toString(),
                role,
                up,
                weight,
                seen.map(report -> OptionalInt.of(report.server().weight())).orElse(OptionalInt.empty()),
                seen.map(ServerReport::activeConnections).orElse(0L),
                seen.map(ServerReport::inactiveConnections).orElse(0L),
                seen.map(report -> traffic(report.statistics().total())).orElse(LvsTraffic.NONE),
                checks);
    }

    private static LvsTraffic traffic(Traffic counted) {
        return new LvsTraffic(
                counted.connections(),
                counted.packetsIn(),
                counted.packetsOut(),
                counted.bytesIn(),
                counted.bytesOut());
    }
}
