package dev.holdfast.core.engine;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.TransportSpec;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.vrrp.UnicastPeer;

/**
 * Whether the sockets of one virtual router are there, and the orders that open and close them. Where the router has a
 * macvlan, that comes before its sockets and goes after them.
 */
final class Sockets {
    private final Outbox outbox;
    private final Faults faults;
    private final Reporter reporter;
    private final Macvlan macvlan;
    private final Heartbeats heartbeats;
    private Condition condition = Condition.CLOSED;

    private enum Condition {
        CLOSED,
        OPENING,
        OPEN
    }

    Sockets(RouterConfig config, Interfaces interfaces, Outbox outbox, Faults faults, Reporter reporter) {
        this.outbox = outbox;
        this.faults = faults;
        this.reporter = reporter;
        this.macvlan = new Macvlan(interfaces, outbox);
        this.heartbeats = new Heartbeats(config, interfaces, outbox, reporter);
    }

    boolean areOpen() {
        return condition == Condition.OPEN;
    }

    /** Those beside its own interface, which live and die by themselves. */
    Heartbeats heartbeats() {
        return heartbeats;
    }

    /** When to {@link #keep} them again though nothing was told; {@link Engine#NEVER} for never. */
    long retryNanos() {
        return heartbeats.retryNanos();
    }

    /** Orders them opened, unless they are or will be. */
    void open(RouterConfig config) {
        if (condition == Condition.CLOSED) {
            condition = Condition.OPENING;
            config.vmac()
                    .ifPresentOrElse(
                            vmac -> outbox.add(new Action.OrderVmac(vmac, Action.OrderVmac.Step.CREATE)),
                            () -> openTransport(config));
        }
    }

    private void openTransport(RouterConfig config) {
        outbox.add(new Action.OpenTransport(spec(config)));
    }

    /** What the sockets of a router must be able to do. */
    static TransportSpec spec(RouterConfig config) {
        return new TransportSpec(
                config.key(),
                config.version(),
                config.path().group(),
                config.path().peers().stream().map(UnicastPeer::address).toList(),
                config.path().hopLimit(),
                // Peers speak to a node, not to a virtual router: unicast stays on the interface.
                config.vmac().filter(vmac -> config.path().isMulticast()),
                config.header().isPresent());
    }

    /** Has them open whenever that can be: not without the interface, and not before a refusal is due to be retried. */
    void keep(long nowNanos, RouterConfig config, boolean hasInterface) {
        heartbeats.keep(nowNanos);
        macvlan.examine(config.vmac());
        if (!hasInterface) {
            close(config);
        } else if (!faults.causes().contains(FaultCause.TRANSPORT_FAILED)) {
            open(config);
        }
    }

    void onOpened(long nowNanos, Outcome outcome) {
        condition = outcome.isDone() ? Condition.OPEN : Condition.CLOSED;
        judge(nowNanos, outcome);
    }

    /** How an order about the macvlan ended. One that cannot be created or raised is as bad as sockets that do not open. */
    void onVmac(long nowNanos, RouterConfig config, Action.OrderVmac.Step step, Outcome outcome) {
        switch (step) {
            case CREATE -> onCreated(nowNanos, config, outcome);
            case RAISE -> judge(nowNanos, outcome);
            case LOWER, REMOVE -> reporter.failed(nowNanos, outcome);
        }
    }

    private void onCreated(long nowNanos, RouterConfig config, Outcome outcome) {
        if (!outcome.isDone()) {
            onOpened(nowNanos, outcome);
        } else if (condition == Condition.OPENING) {
            macvlan.onCreated(config.vmac());
            openTransport(config);
        }
    }

    private void judge(long nowNanos, Outcome outcome) {
        if (outcome.isDone()) {
            faults.succeeded(FaultCause.TRANSPORT_FAILED);
        } else {
            reporter.failed(nowNanos, outcome);
            faults.refused(nowNanos, FaultCause.TRANSPORT_FAILED);
        }
    }

    /** The addresses are about to be installed: this node takes the frames for them. */
    void raise(RouterConfig config) {
        macvlan.raise(config.vmac());
    }

    /** The addresses are given up, and so is the virtual MAC. */
    void lower(RouterConfig config) {
        macvlan.lower(config.vmac());
    }

    /** An interface has gone; when it was the macvlan, {@link #keep} makes a new one with new sockets. */
    void onLinkGone(RouterConfig config, InterfaceName name) {
        heartbeats.onLinkGone(name);
        boolean wasOurs = config.vmac().filter(vmac -> vmac.dev().equals(name)).isPresent();
        if (wasOurs && condition != Condition.CLOSED) {
            closeTransport(config);
        }
    }

    /** The router ends. */
    void end(RouterConfig config) {
        close(config);
        heartbeats.close();
    }

    /** Orders them closed, unless they are. */
    void close(RouterConfig config) {
        if (condition != Condition.CLOSED) {
            closeTransport(config);
            config.vmac().ifPresent(vmac -> outbox.add(new Action.OrderVmac(vmac, Action.OrderVmac.Step.REMOVE)));
        }
    }

    private void closeTransport(RouterConfig config) {
        condition = Condition.CLOSED;
        outbox.add(new Action.CloseTransport(config.key()));
    }
}
