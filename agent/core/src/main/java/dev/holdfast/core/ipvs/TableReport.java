package dev.holdfast.core.ipvs;

import java.util.List;

/**
 * Everything that the kernel's load balancer has in one network namespace, whoever made it.
 *
 * @param timeouts those in force, none of them 0
 * @param daemons the sync daemons that run, at most one per role
 */
public record TableReport(List<ServiceReport> services, Timeouts timeouts, List<SyncDaemon> daemons) {
    public TableReport {
        services = List.copyOf(services);
        daemons = List.copyOf(daemons);
    }
}
