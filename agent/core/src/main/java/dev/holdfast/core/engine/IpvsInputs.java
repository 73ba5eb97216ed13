package dev.holdfast.core.engine;

import dev.holdfast.core.ipvs.ServiceReport;
import dev.holdfast.core.lvs.TableOrder;
import dev.holdfast.core.port.Outcome;
import java.util.List;

/** What is told of the kernel's table of virtual servers, in the order in which it happened. On the agent loop. */
public final class IpvsInputs {
    private final VirtualServers servers;

    IpvsInputs(VirtualServers servers) {
        this.servers = servers;
    }

    /** The whole table, whoever made what is in it. */
    public void onTable(long nowNanos, List<ServiceReport> present) {
        servers.onReport(nowNanos, present);
    }

    /** A change of the table was carried out, or refused. */
    public void onDone(long nowNanos, TableOrder order, Outcome outcome) {
        servers.onOutcome(nowNanos, order, outcome);
    }
}
