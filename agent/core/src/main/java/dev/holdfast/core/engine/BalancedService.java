package dev.holdfast.core.engine;

import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.ServiceReport;
import dev.holdfast.core.lvs.KnownService;
import dev.holdfast.core.lvs.ServiceOrder;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.LvsTableState;
import java.util.List;
import java.util.Optional;

/**
 * One service that the kernel should have for a virtual server, or should not have any more, and the orders that make it so.
 * What somebody else changed is put right at once, and then after pauses.
 */
final class BalancedService {
    private final ServiceId id;
    private final Reporter reporter;
    private final Pursuit pursuit;
    private final KnownService known = new KnownService();
    private Optional<VirtualServer> owner = Optional.empty();
    private String name;
    private long restorations;
    private long refusals;

    /** Nobody's yet: it is to go. */
    BalancedService(ServiceId id, Outbox outbox) {
        this.id = id;
        this.name = id.toString();
        this.reporter = new Reporter(this::name, outbox);
        this.pursuit = new Pursuit(outbox);
    }

    ServiceId id() {
        return id;
    }

    /** Whose it is, or was. */
    private String name() {
        return owner.map(VirtualServer::name).orElse(name);
    }

    KnownService known() {
        return known;
    }

    /** Is this virtual server's from now on, or nobody's. */
    void giveTo(long nowNanos, Optional<VirtualServer> virtualServer) {
        name = name();
        owner = virtualServer;
        pursuit.startAnew(nowNanos);
    }

    /** How the kernel's table stands to what is wanted. */
    LvsTableState table() {
        return new LvsTableState(pursuit.isKnown() && orders().isEmpty(), restorations, refusals);
    }

    /** Its owner wants other servers. */
    void differs() {
        pursuit.differs();
    }

    /** Whether an order is on its way. */
    boolean isAwaiting() {
        return pursuit.isAwaiting();
    }

    /** Whether nothing is left to do for it. */
    boolean isGone() {
        return owner.isEmpty() && !known.isThere() && !pursuit.isAwaiting();
    }

    /** The kernel's whole truth about it. What differs at first is nobody's fault; later somebody meddled. */
    void onReport(long nowNanos, Optional<ServiceReport> seen) {
        boolean wasRight = pursuit.onReport();
        known.report(seen);
        owner.ifPresent(VirtualServer::seen);
        int wrong = orders().size();
        if (wasRight && wrong > 0) {
            pursuit.onUndone(nowNanos);
            restorations++;
            owner.ifPresent(server -> server.restored(nowNanos, id, wrong));
        }
    }

    /** Orders what differs, when it is time: what an agent left behind that died is taken over with its connections. */
    void act(long nowNanos) {
        pursuit.act(nowNanos, this::orders);
    }

    void onOutcome(long nowNanos, ServiceOrder order, Outcome outcome) {
        owner.ifPresent(VirtualServer::seen);
        reporter.failed(nowNanos, outcome);
        if (outcome.isDone()) {
            known.done(order);
        } else {
            refusals++;
        }
        pursuit.onOutcome(nowNanos, outcome);
        act(nowNanos);
    }

    /** When to {@link #act} again though nothing happened. */
    long nextDeadlineNanos() {
        return pursuit.nextDeadlineNanos();
    }

    private List<ServiceOrder> orders() {
        return owner.map(server -> server.orders(id, known)).orElseGet(known::towardsNothing);
    }
}
