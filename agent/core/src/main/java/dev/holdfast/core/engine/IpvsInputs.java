package dev.holdfast.core.engine;

import dev.holdfast.core.ipvs.TableReport;
import dev.holdfast.core.lvs.TableOrder;
import dev.holdfast.core.port.Outcome;

/** What is told of the kernel's load balancer, in the order in which it happened. On the agent loop. */
public final class IpvsInputs {
    private final LoadBalancer balancer;

    IpvsInputs(LoadBalancer balancer) {
        this.balancer = balancer;
    }

    /** All that it has, whoever made it. */
    public void onTable(long nowNanos, TableReport present) {
        balancer.onReport(nowNanos, present);
    }

    /** A change of the table was carried out, or refused. */
    public void onDone(long nowNanos, TableOrder order, Outcome outcome) {
        balancer.onOutcome(nowNanos, order, outcome);
    }
}
