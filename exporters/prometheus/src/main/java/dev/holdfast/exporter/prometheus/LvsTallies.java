package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.AgentEvent.LvsNoted;
import dev.holdfast.core.spi.CheckResult;
import dev.holdfast.core.spi.CheckSnapshot;
import dev.holdfast.core.spi.RealServerSnapshot;
import dev.holdfast.core.spi.VirtualServerSnapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What became of virtual servers and their servers, and what the looks at these came to, counted. Written on the agent loop
 * alone, read by scrapes.
 */
final class LvsTallies {
    /** The kind of the checks of real servers, as looks are told. */
    private static final String KIND = "checker";

    private final Map<Id, Moves> moves = new ConcurrentHashMap<>();
    private final CheckTallies looks = new CheckTallies();

    /** A real server; the virtual server itself where that is empty. */
    private record Id(String virtualServer, String realServer) {}

    /** Up and down again. */
    static final class Moves {
        private final AtomicLong ups = new AtomicLong();
        private final AtomicLong downs = new AtomicLong();

        long ups() {
            return ups.get();
        }

        long downs() {
            return downs.get();
        }
    }

    static boolean isChecker(String kind) {
        return kind.equals(KIND);
    }

    void count(LvsNoted event) {
        switch (event.notice()) {
            case REAL_SERVER_UP, QUORUM_GAINED -> moved(event).ups.incrementAndGet();
            case REAL_SERVER_DOWN, QUORUM_LOST -> moved(event).downs.incrementAndGet();
            case TABLE_RESTORED -> {} // The snapshot counts it.
        }
    }

    private Moves moved(LvsNoted event) {
        return moves.computeIfAbsent(new Id(event.virtualServer(), event.realServer()), id -> new Moves());
    }

    void count(String check, CheckResult result, long tookNanos) {
        looks.count(KIND, check, result, tookNanos);
    }

    /** How often it lost its quorum and had it again. */
    Moves of(VirtualServerSnapshot server) {
        return of(new Id(server.name(), ""));
    }

    /** How often a server of it was down and up again. */
    Moves of(VirtualServerSnapshot server, RealServerSnapshot real) {
        return of(new Id(server.name(), real.name()));
    }

    private Moves of(Id id) {
        Moves known = moves.get(id);
        return known == null ? new Moves() : known;
    }

    CheckTallies.Tally of(VirtualServerSnapshot server, RealServerSnapshot real, CheckSnapshot check) {
        return looks.of(told(server, real, check));
    }

    /** Forgets what is gone. */
    void retain(List<VirtualServerSnapshot> servers) {
        Set<Id> ids = new HashSet<>();
        for (VirtualServerSnapshot server : servers) {
            ids.add(new Id(server.name(), ""));
            server.servers().forEach(real -> ids.add(new Id(server.name(), real.name())));
        }
        moves.keySet().retainAll(ids);
        looks.retain(servers.stream()
                .flatMap(server -> server.servers().stream()
                        .flatMap(real -> real.checks().stream().map(check -> told(server, real, check))))
                .toList());
    }

    /** The check under the name by which its looks are told, which is unique in the agent. */
    private static CheckSnapshot told(VirtualServerSnapshot server, RealServerSnapshot real, CheckSnapshot check) {
        String name = server.service() + " " + real.name() + " " + check.name();
        return new CheckSnapshot(KIND, name, check.verdict(), check.value(), check.detail(), check.tookNanos());
    }
}
