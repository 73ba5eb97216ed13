package dev.holdfast.core.vrrp;

import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import java.util.List;

/** A state outside the election: it holds nothing, waits for nothing, and no event of the election moves it. */
sealed interface Bystander extends State permits Initialize, Fault, Stopped {
    @Override
    default long deadlineNanos() {
        return NEVER;
    }

    @Override
    default boolean holdsAddresses() {
        return false;
    }

    @Override
    default State onAdvertisement(long nowNanos, Heard peer, Self self) {
        return this;
    }

    @Override
    default State onTime(long nowNanos, Self self) {
        return this;
    }

    @Override
    default State onLate(long nowNanos, long lateNanos, Self self) {
        return this;
    }

    @Override
    default State onInstalled(long nowNanos, Outcome outcome, Self self) {
        return this;
    }

    @Override
    default State onAddressGone(long nowNanos, VirtualAddress address, Self self) {
        return this;
    }

    @Override
    default State onReconfigured(long nowNanos, List<VirtualAddress> added, Self self) {
        return this;
    }

    @Override
    default void leave(Self self) {
        // Nothing is held.
    }
}
