package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.CheckSnapshot;
import dev.holdfast.core.spi.LvsTraffic;
import dev.holdfast.core.spi.RealServerSnapshot;
import dev.holdfast.core.spi.VirtualServerSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;

/** Writes virtual servers, their servers, and what the kernel counted of them. */
final class LvsFamilies {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Families out;

    LvsFamilies(Families out) {
        this.out = out;
    }

    void add(List<VirtualServerSnapshot> servers) {
        servers.forEach(this::add);
    }

    private void add(VirtualServerSnapshot server) {
        Labels labels = Labels.of("virtual_server", server.name());
        out.gauge(LvsMetric.VIRTUAL_SERVER_UP, labels, server.up());
        out.gauge(LvsMetric.VIRTUAL_SERVER_QUORUM, labels, (double) server.quorum());
        out.gauge(LvsMetric.VIRTUAL_SERVER_LIVE_WEIGHT, labels, (double) server.liveWeight());
        out.gauge(LvsMetric.VIRTUAL_SERVER_IN_KERNEL, labels, server.inKernel());
        LvsTraffic traffic = server.traffic();
        out.counter(LvsMetric.VIRTUAL_SERVER_CONNECTIONS, labels, traffic.connections());
        both(LvsMetric.VIRTUAL_SERVER_PACKETS, labels, traffic.inPackets(), traffic.outPackets());
        both(LvsMetric.VIRTUAL_SERVER_BYTES, labels, traffic.inBytes(), traffic.outBytes());
        server.servers().forEach(each -> add(labels.add("real_server", each.name()), each));
    }

    private void both(LvsMetric metric, Labels labels, long in, long sent) {
        out.counter(metric, labels.add("direction", "in"), in);
        out.counter(metric, labels.add("direction", "out"), sent);
    }

    private void add(Labels labels, RealServerSnapshot server) {
        if (server.role() == RealServerSnapshot.Role.REAL) {
            out.gauge(LvsMetric.REAL_SERVER_UP, labels, server.up());
        }
        Labels placed = labels.add("role", server.role().word());
        server.inKernel().ifPresent(weight -> {
            out.gauge(LvsMetric.SERVER_WEIGHT, placed, weight);
            out.gauge(LvsMetric.SERVER_ACTIVE_CONNECTIONS, placed, (double) server.activeConnections());
            out.gauge(LvsMetric.SERVER_INACTIVE_CONNECTIONS, placed, (double) server.inactiveConnections());
            out.counter(LvsMetric.SERVER_CONNECTIONS, placed, server.traffic().connections());
        });
        server.checks().forEach(check -> add(labels, check));
    }

    private void add(Labels labels, CheckSnapshot check) {
        Labels looked = labels.add("checker", check.name());
        out.gauge(LvsMetric.CHECKER_UP, looked, check.verdict() != CheckSnapshot.Verdict.BAD);
        out.gauge(LvsMetric.CHECKER_DURATION, looked, check.tookNanos() / NANOS_PER_SECOND);
    }
}
