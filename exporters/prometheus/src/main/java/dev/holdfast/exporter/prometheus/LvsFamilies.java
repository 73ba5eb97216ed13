package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.CheckResult;
import dev.holdfast.core.spi.CheckSnapshot;
import dev.holdfast.core.spi.LvsTraffic;
import dev.holdfast.core.spi.RealServerSnapshot;
import dev.holdfast.core.spi.VirtualServerSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;

/** Writes virtual servers, their servers, what the kernel counted of them, and what the looks at them came to. */
final class LvsFamilies {
    private static final double NANOS_PER_SECOND = 1e9;

    private final LvsTallies tallies;
    private final Families out;

    LvsFamilies(LvsTallies tallies, Families out) {
        this.tallies = tallies;
        this.out = out;
    }

    void add(List<VirtualServerSnapshot> servers) {
        servers.forEach(this::add);
    }

    private void add(VirtualServerSnapshot server) {
        Labels labels = Labels.of("virtual_server", server.name());
        out.gauge(LvsMetric.VIRTUAL_SERVER_UP, labels, server.up());
        moves(LvsMetric.VIRTUAL_SERVER_TRANSITIONS, labels, tallies.of(server));
        out.gauge(LvsMetric.VIRTUAL_SERVER_QUORUM, labels, (double) server.quorum());
        out.gauge(LvsMetric.VIRTUAL_SERVER_LIVE_WEIGHT, labels, (double) server.liveWeight());
        table(labels, server);
        traffic(labels, server.traffic());
        LvsTraffic rate = server.perSecond();
        out.gauge(LvsMetric.VIRTUAL_SERVER_CONNECTION_RATE, labels, (double) rate.connections());
        rates(LvsMetric.VIRTUAL_SERVER_PACKET_RATE, labels, rate.inPackets(), rate.outPackets());
        rates(LvsMetric.VIRTUAL_SERVER_BYTE_RATE, labels, rate.inBytes(), rate.outBytes());
        server.servers().forEach(each -> add(labels.add("real_server", each.name()), server, each));
    }

    private void table(Labels labels, VirtualServerSnapshot server) {
        out.gauge(LvsMetric.VIRTUAL_SERVER_IN_KERNEL, labels, server.inKernel());
        out.gauge(LvsMetric.TABLE_AS_WANTED, labels, server.table().asWanted());
        out.counter(LvsMetric.TABLE_RESTORED, labels, server.table().restored());
        out.counter(LvsMetric.TABLE_REFUSED, labels, server.table().refused());
    }

    private void traffic(Labels labels, LvsTraffic traffic) {
        out.counter(LvsMetric.VIRTUAL_SERVER_CONNECTIONS, labels, traffic.connections());
        both(LvsMetric.VIRTUAL_SERVER_PACKETS, labels, traffic.inPackets(), traffic.outPackets());
        both(LvsMetric.VIRTUAL_SERVER_BYTES, labels, traffic.inBytes(), traffic.outBytes());
    }

    private void both(LvsMetric metric, Labels labels, long in, long sent) {
        out.counter(metric, labels.add("direction", "in"), in);
        out.counter(metric, labels.add("direction", "out"), sent);
    }

    private void rates(LvsMetric metric, Labels labels, long in, long sent) {
        out.gauge(metric, labels.add("direction", "in"), (double) in);
        out.gauge(metric, labels.add("direction", "out"), (double) sent);
    }

    private void moves(LvsMetric metric, Labels labels, LvsTallies.Moves moves) {
        out.counter(metric, labels.add("to", "up"), moves.ups());
        out.counter(metric, labels.add("to", "down"), moves.downs());
    }

    private void add(Labels labels, VirtualServerSnapshot of, RealServerSnapshot server) {
        if (server.role() == RealServerSnapshot.Role.REAL) {
            out.gauge(LvsMetric.REAL_SERVER_UP, labels, server.up());
            moves(LvsMetric.REAL_SERVER_TRANSITIONS, labels, tallies.of(of, server));
        }
        server.inKernel()
                .ifPresent(weight -> inKernel(labels.add("role", server.role().word()), server, weight));
        server.checks().forEach(check -> add(labels, check, tallies.of(of, server, check)));
    }

    private void inKernel(Labels labels, RealServerSnapshot server, int weight) {
        out.gauge(LvsMetric.SERVER_WEIGHT, labels, weight);
        out.gauge(LvsMetric.SERVER_ACTIVE_CONNECTIONS, labels, (double) server.activeConnections());
        out.gauge(LvsMetric.SERVER_INACTIVE_CONNECTIONS, labels, (double) server.inactiveConnections());
        LvsTraffic traffic = server.traffic();
        out.counter(LvsMetric.SERVER_CONNECTIONS, labels, traffic.connections());
        both(LvsMetric.SERVER_PACKETS, labels, traffic.inPackets(), traffic.outPackets());
        both(LvsMetric.SERVER_BYTES, labels, traffic.inBytes(), traffic.outBytes());
    }

    private void add(Labels labels, CheckSnapshot check, CheckTallies.Tally tally) {
        Labels looked = labels.add("checker", check.name());
        out.gauge(LvsMetric.CHECKER_UP, looked, check.verdict() != CheckSnapshot.Verdict.BAD);
        out.gauge(LvsMetric.CHECKER_DURATION, looked, check.tookNanos() / NANOS_PER_SECOND);
        out.counter(LvsMetric.CHECKER_RUNS, looked, tally.runs());
        out.counter(LvsMetric.CHECKER_SECONDS, looked, tally.seconds());
        for (CheckResult result : CheckResult.values()) {
            if (result != CheckResult.PASSED) {
                out.counter(LvsMetric.CHECKER_FAILURES, looked.add("reason", result.word()), tally.count(result));
            }
        }
    }
}
