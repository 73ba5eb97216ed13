package dev.holdfast.core.vrrp;

import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import java.util.List;
import java.util.Optional;

/**
 * The kernel has been asked for the virtual addresses. No advert goes out before it has confirmed them: a master without
 * its address is a black hole that nobody else fills.
 *
 * @param decidedNanos when the takeover was decided
 * @param reason why
 * @param reported what the outside saw before, and still sees
 */
public record Claiming(long decidedNanos, TransitionReason reason, RouterState reported) implements State {
    /** How long the kernel may take; usually it answers within a tenth of a millisecond. */
    static final long PATIENCE_NANOS = 200_000_000L;

    static Claiming begin(long nowNanos, TransitionReason reason, RouterState reported, Self self) {
        self.install();
        return new Claiming(nowNanos, reason, reported);
    }

    @Override
    public long deadlineNanos() {
        return decidedNanos + PATIENCE_NANOS;
    }

    @Override
    public boolean holdsAddresses() {
        return true;
    }

    @Override
    public State onAdvertisement(long nowNanos, Heard peer, Self self) {
        if (peer.isResigning() || !Backup.accepts(peer, self)) {
            return this;
        }
        return Backup.yielding(nowNanos, peer, TransitionReason.HIGHER_PRIORITY, self);
    }

    @Override
    public State onTime(long nowNanos, Self self) {
        return deadlineNanos() - nowNanos > 0 ? this : giveUp(nowNanos, self);
    }

    @Override
    public State onLate(long nowNanos, long lateNanos, Self self) {
        long interval = self.config().advertIntervalNanos();
        if (lateNanos < interval / 2) {
            return this;
        }
        self.remove();
        self.because(TransitionReason.STALLED, Optional.empty());
        return Backup.listening(nowNanos, interval, self);
    }

    @Override
    public State onInstalled(long nowNanos, Outcome outcome, Self self) {
        return outcome.isDone() ? Master.takeOver(nowNanos, this, self) : giveUp(nowNanos, self);
    }

    @Override
    public State onAddressGone(long nowNanos, VirtualAddress address, Self self) {
        // Ask again; the answer that counts is the newest one.
        self.install();
        return this;
    }

    @Override
    public State onReconfigured(long nowNanos, List<VirtualAddress> added, Self self) {
        return this;
    }

    @Override
    public void leave(Self self) {
        self.remove();
    }

    private State giveUp(long nowNanos, Self self) {
        leave(self);
        return self.fail(nowNanos, FaultCause.ADDRESS_FAILED);
    }
}
