package dev.holdfast.core.engine;

import dev.holdfast.core.net.Priority;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.vrrp.Initialize;
import dev.holdfast.core.vrrp.Self;
import dev.holdfast.core.vrrp.State;

/** How a virtual router that lacks nothing begins to take part, or begins again. */
record Entry(Fitness fitness, Custody custody, ArbitrationDesk arbiters) {
    /**
     * The state it enters; the one it is in while it takes part already, or while it is too early to judge.
     *
     * @param besideHolder whether its sync group holds its addresses
     */
    State from(long nowNanos, State state, Self self, boolean besideHolder) {
        boolean first = state.reported() == RouterState.INIT;
        boolean takesPart = !first && state.reported() != RouterState.FAULT;
        if (state.holdsAddresses() || takesPart || fitness.isPending()) {
            return state;
        }
        if (first && custody.inherit(nowNanos, self.config())) {
            // The dead agent's peers still wait for its adverts: tell them not to.
            self.advertise(Priority.RESIGN);
        }
        TransitionReason why = first ? TransitionReason.STARTUP : TransitionReason.RECOVERED;
        boolean joins = first && besideHolder && arbiters.isNone();
        return joins
                ? Initialize.join(nowNanos, state.reported(), why, self)
                : Initialize.start(nowNanos, state.reported(), why, self);
    }
}
