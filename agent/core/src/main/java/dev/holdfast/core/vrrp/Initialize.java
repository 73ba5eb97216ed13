package dev.holdfast.core.vrrp;

import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import java.util.List;
import java.util.Optional;

/** Nothing has begun: interface and sockets are not ready. RFC 9568 section 6.4.1. */
public record Initialize() implements State {
    /**
     * The election begins, or begins anew after a fault.
     *
     * @param reported what the outside saw until now
     */
    public static State start(long nowNanos, RouterState reported, TransitionReason reason, Self self) {
        self.because(reason, Optional.empty());
        // RFC 9568 section 6.4.1: the owner takes its addresses at once, everybody else listens first.
        return self.priority().isOwner()
                ? Claiming.begin(nowNanos, reason, reported, self)
                : Backup.listening(nowNanos, self.config().advertIntervalNanos(), self);
    }

    @Override
    public RouterState reported() {
        return RouterState.INIT;
    }

    @Override
    public long deadlineNanos() {
        return NEVER;
    }

    @Override
    public boolean holdsAddresses() {
        return false;
    }

    @Override
    public State onAdvertisement(long nowNanos, Heard peer, Self self) {
        return this;
    }

    @Override
    public State onTime(long nowNanos, Self self) {
        return this;
    }

    @Override
    public State onLate(long nowNanos, long lateNanos, Self self) {
        return this;
    }

    @Override
    public State onInstalled(long nowNanos, Outcome outcome, Self self) {
        return this;
    }

    @Override
    public State onAddressGone(long nowNanos, VirtualAddress address, Self self) {
        return this;
    }

    @Override
    public State onReconfigured(long nowNanos, List<VirtualAddress> added, Self self) {
        return this;
    }

    @Override
    public void leave(Self self) {
        // Nothing is held.
    }
}
