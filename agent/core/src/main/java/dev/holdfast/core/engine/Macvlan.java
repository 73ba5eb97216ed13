package dev.holdfast.core.engine;

import dev.holdfast.core.engine.Action.OrderVmac.Step;
import dev.holdfast.core.net.Vmac;
import java.util.Optional;

/**
 * Whether the macvlan of a router with a virtual MAC address is up: while the router holds its addresses, and only then.
 * A backup whose macvlan is down neither takes frames for the virtual MAC nor says anything from it, so no switch looks
 * for that MAC where it is not.
 */
final class Macvlan {
    private final Interfaces interfaces;
    private final Outbox outbox;
    private Wanted wanted = Wanted.UNDECIDED;
    private boolean wasRunning;

    private enum Wanted {
        /** As it was found: an agent that died may have left it up, and its peers are still to be told. */
        UNDECIDED,
        UP,
        DOWN
    }

    Macvlan(Interfaces interfaces, Outbox outbox) {
        this.interfaces = interfaces;
        this.outbox = outbox;
    }

    /** The router is about to have its addresses installed. */
    void raise(Optional<Vmac> vmac) {
        if (wanted != Wanted.UP) {
            wanted = Wanted.UP;
            order(vmac, Step.RAISE);
        }
    }

    /** The router has moved to a state in which it does not hold its addresses. */
    void lower(Optional<Vmac> vmac) {
        if (wanted != Wanted.DOWN) {
            wanted = Wanted.DOWN;
            order(vmac, Step.LOWER);
        }
    }

    /** It is there, perhaps anew, and then down. */
    void onCreated(Optional<Vmac> vmac) {
        wasRunning = false;
        if (wanted == Wanted.UP) {
            order(vmac, Step.RAISE);
        }
    }

    /** Links have changed: a master's macvlan that somebody set down goes up again, like an address that went. */
    void examine(Optional<Vmac> vmac) {
        boolean isRunning = vmac.filter(it -> interfaces.isRunning(it.dev())).isPresent();
        boolean couldRun = vmac.filter(it -> interfaces.isRunning(it.router().dev()))
                .flatMap(it -> interfaces.link(it.dev()))
                .isPresent();
        if (wasRunning && !isRunning && couldRun && wanted == Wanted.UP) {
            order(vmac, Step.RAISE);
        }
        wasRunning = isRunning;
    }

    private void order(Optional<Vmac> vmac, Step step) {
        vmac.ifPresent(it -> outbox.add(new Action.OrderVmac(it, step)));
    }
}
