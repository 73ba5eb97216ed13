package dev.holdfast.core.engine;

import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.TransportSpec;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.vrrp.UnicastPeer;

/** Whether the sockets of one virtual router are there, and the orders that open and close them. */
final class Sockets {
    private final Outbox outbox;
    private Condition condition = Condition.CLOSED;

    private enum Condition {
        CLOSED,
        OPENING,
        OPEN
    }

    Sockets(Outbox outbox) {
        this.outbox = outbox;
    }

    boolean areOpen() {
        return condition == Condition.OPEN;
    }

    /** Orders them opened, unless they are or will be. */
    void open(RouterConfig config) {
        if (condition == Condition.CLOSED) {
            condition = Condition.OPENING;
            outbox.add(new Action.OpenTransport(new TransportSpec(
                    config.key(),
                    config.version(),
                    config.path().group(),
                    config.path().peers().stream().map(UnicastPeer::address).toList(),
                    config.path().hopLimit())));
        }
    }

    /** Has them open whenever that can be: not without the interface, and not before a refusal is due to be retried. */
    void keep(RouterConfig config, boolean hasInterface, Faults faults) {
        if (!hasInterface) {
            close(config);
        } else if (!faults.causes().contains(FaultCause.TRANSPORT_FAILED)) {
            open(config);
        }
    }

    void onOpened(Outcome outcome) {
        condition = outcome.isDone() ? Condition.OPEN : Condition.CLOSED;
    }

    /** Orders them closed, unless they are. */
    void close(RouterConfig config) {
        if (condition != Condition.CLOSED) {
            condition = Condition.CLOSED;
            outbox.add(new Action.CloseTransport(config.key()));
        }
    }
}
