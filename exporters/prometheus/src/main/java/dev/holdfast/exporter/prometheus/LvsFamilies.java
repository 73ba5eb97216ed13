package dev.holdfast.exporter.prometheus;

import dev.holdfast.core.spi.CheckSnapshot;
import dev.holdfast.core.spi.LvsTraffic;
import dev.holdfast.core.spi.RealServerSnapshot;
import dev.holdfast.core.spi.VirtualServerSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;

/** Writes virtual servers, their servers, and what the kernel counted of them. */
final class LvsFamilies {
    /** What tells servers apart, the sorry server from the real ones included. */
    static final String[] SERVER = {"virtual_server", "real_server", "role"};

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
        out.gauge(Metric.LVS_VIRTUAL_SERVER_UP, labels, server.up());
        out.gauge(Metric.LVS_VIRTUAL_SERVER_QUORUM, labels, (double) server.quorum());
        out.gauge(Metric.LVS_VIRTUAL_SERVER_LIVE_WEIGHT, labels, (double) server.liveWeight());
        out.gauge(Metric.LVS_VIRTUAL_SERVER_IN_KERNEL, labels, server.inKernel());
        LvsTraffic traffic = server.traffic();
        out.counter(Metric.LVS_VIRTUAL_SERVER_CONNECTIONS, labels, traffic.connections());
        both(Metric.LVS_VIRTUAL_SERVER_PACKETS, labels, traffic.inPackets(), traffic.outPackets());
        both(Metric.LVS_VIRTUAL_SERVER_BYTES, labels, traffic.inBytes(), traffic.outBytes());
        server.servers().forEach(each -> add(labels.add("real_server", each.name()), each));
    }

    private void both(Metric metric, Labels labels, long in, long sent) {
        out.counter(metric, labels.add("direction", "in"), in);
        out.counter(metric, labels.add("direction", "out"), sent);
    }

    private void add(Labels labels, RealServerSnapshot server) {
        if (server.role() == RealServerSnapshot.Role.REAL) {
            out.gauge(Metric.LVS_REAL_SERVER_UP, labels, server.up());
        }
        Labels placed = labels.add("role", server.role().word());
        server.inKernel().ifPresent(weight -> {
            out.gauge(Metric.LVS_SERVER_WEIGHT, placed, weight);
            out.gauge(Metric.LVS_SERVER_ACTIVE_CONNECTIONS, placed, (double) server.activeConnections());
            out.gauge(Metric.LVS_SERVER_INACTIVE_CONNECTIONS, placed, (double) server.inactiveConnections());
            out.counter(Metric.LVS_SERVER_CONNECTIONS, placed, server.traffic().connections());
        });
        server.checks().forEach(check -> add(labels, check));
    }

    private void add(Labels labels, CheckSnapshot check) {
        Labels looked = labels.add("checker", check.name());
        out.gauge(Metric.LVS_CHECKER_UP, looked, check.verdict() != CheckSnapshot.Verdict.BAD);
        out.gauge(Metric.LVS_CHECKER_DURATION, looked, check.tookNanos() / NANOS_PER_SECOND);
    }
}
