package dev.holdfast.core.vrrp;

import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.RouterState;
import java.util.List;

/** The end: the agent stops, or the router left the configuration. */
public record Stopped() implements State {
    @Override
    public RouterState reported() {
        return RouterState.STOPPED;
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
