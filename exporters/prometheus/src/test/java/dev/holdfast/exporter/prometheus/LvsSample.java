package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.CheckSnapshot;
import dev.holdfast.core.spi.CheckSnapshot.Verdict;
import dev.holdfast.core.spi.LvsTableState;
import dev.holdfast.core.spi.LvsTraffic;
import dev.holdfast.core.spi.RealServerSnapshot;
import dev.holdfast.core.spi.RealServerSnapshot.Role;
import dev.holdfast.core.spi.VirtualServerSnapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Virtual servers of an imagined node. */
final class LvsSample {
    private static final LvsTraffic TRAFFIC = new LvsTraffic(7, 70, 60, 7000, 6000);

    private LvsSample() {}

    /** One real server of two is down, and the sorry server is not needed. */
    static VirtualServerSnapshot web() {
        return of(
                up("192.0.2.11:80"),
                new RealServerSnapshot(
                        "192.0.2.12:80",
                        Role.REAL,
                        false,
                        1,
                        OptionalInt.empty(),
                        0,
                        0,
                        LvsTraffic.NONE,
                        List.of(new CheckSnapshot("checker", "TCP_CHECK", Verdict.BAD, 0, "refused", 1_000_000))),
                new RealServerSnapshot(
                        "192.0.2.99:80", Role.SORRY, true, 1, OptionalInt.empty(), 0, 0, LvsTraffic.NONE, List.of()));
    }

    /** A node with so many real servers that are up, of one virtual server. */
    static AgentSnapshot balancing(int servers) {
        VirtualServerSnapshot web = of(IntStream.rangeClosed(1, servers)
                .mapToObj(i -> up("192.0.2." + i + ":80"))
                .toArray(RealServerSnapshot[]::new));
        return new AgentSnapshot(
                0, "lb01", 1, List.of(), List.of(), Map.of(), List.of(), List.of(), List.of(), List.of(), List.of(web));
    }

    private static VirtualServerSnapshot of(RealServerSnapshot... servers) {
        return new VirtualServerSnapshot(
                "web",
                "tcp 192.0.2.100:80",
                true,
                1,
                2,
                false,
                true,
                new LvsTableState(true, 3, 4),
                TRAFFIC,
                new LvsTraffic(1, 10, 9, 1000, 900),
                Arrays.asList(servers));
    }

    private static RealServerSnapshot up(String name) {
        CheckSnapshot good = new CheckSnapshot("checker", "TCP_CHECK", Verdict.GOOD, 1, "", 2_000_000);
        return new RealServerSnapshot(name, Role.REAL, true, 2, OptionalInt.of(2), 3, 4, TRAFFIC, List.of(good));
    }
}
