package dev.holdfast.core.ipvs;

import java.util.List;

/** A virtual service as the kernel has it, with its servers in the kernel's order. */
public record ServiceReport(VirtualService service, Statistics statistics, List<ServerReport> servers) {
    public ServiceReport {
        servers = List.copyOf(servers);
    }
}
