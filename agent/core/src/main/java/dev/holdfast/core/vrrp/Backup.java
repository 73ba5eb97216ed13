package dev.holdfast.core.vrrp;

import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import java.util.List;
import java.util.Optional;

/**
 * Another router is master; we listen, and measure its silence. RFC 9568 section 6.4.2.
 *
 * @param deadlineNanos when silence becomes a takeover
 * @param masterIntervalNanos the advert interval in force: learned from the master, or our own
 * @param takeoverReason what a takeover at the deadline would be due to
 * @param lowerSinceNanos since when none but masters of lower priority have been heard; {@link #NEVER} when none has
 */
public record Backup(
        long deadlineNanos, long masterIntervalNanos, TransitionReason takeoverReason, long lowerSinceNanos)
        implements State {
    /** Starts to measure silence now. */
    static Backup listening(long nowNanos, long masterIntervalNanos, Self self) {
        return listening(nowNanos, masterIntervalNanos, NEVER, self);
    }

    private static Backup listening(long nowNanos, long masterIntervalNanos, long lowerSinceNanos, Self self) {
        long deadline = self.countingFromNanos(nowNanos) + self.masterDownNanos(masterIntervalNanos);
        return new Backup(deadline, masterIntervalNanos, TransitionReason.TIMEOUT, lowerSinceNanos);
    }

    /** Whether a router in our place lets this peer be master: RFC 9568 section 6.4.2, the address plays no part. */
    static boolean accepts(Heard peer, Self self) {
        return !self.preempts() || peer.priority().compareTo(self.priority()) >= 0;
    }

    @Override
    public RouterState reported() {
        return RouterState.BACKUP;
    }

    @Override
    public long masterIntervalNanos(Self self) {
        return masterIntervalNanos;
    }

    @Override
    public boolean holdsAddresses() {
        return false;
    }

    @Override
    public State onAdvertisement(long nowNanos, Heard peer, Self self) {
        if (peer.isResigning()) {
            // Wait only for the skew, so that the best backup is the first to move.
            long deadline = self.countingFromNanos(nowNanos) + self.skewNanos(masterIntervalNanos);
            return new Backup(deadline, masterIntervalNanos, TransitionReason.PRIORITY_ZERO, NEVER);
        }
        return accepts(peer, self)
                ? listening(nowNanos, self.adoptedIntervalNanos(peer), self)
                : hearLower(nowNanos, peer, self);
    }

    private Backup hearLower(long nowNanos, Heard peer, Self self) {
        long since = lowerSinceNanos == NEVER ? nowNanos : lowerSinceNanos;
        if (nowNanos - since < self.preemptDelayNanos()) {
            // keepalived's preempt_delay: for a while the lower one is respected like any master.
            return listening(nowNanos, self.adoptedIntervalNanos(peer), since, self);
        }
        // Not heard: the deadline keeps running, and that is how we preempt.
        return new Backup(deadlineNanos, masterIntervalNanos, TransitionReason.PREEMPTION, since);
    }

    /** Two adverts are missing; an advert before the takeover there is time to ask who has the addresses. */
    @Override
    public long doubtNanos(Self self) {
        boolean silent =
                takeoverReason == TransitionReason.TIMEOUT && self.config().downTimerAdverts() > 1;
        return silent ? deadlineNanos - masterIntervalNanos : NEVER;
    }

    @Override
    public boolean wantsMaster(long nowNanos) {
        return deadlineNanos - nowNanos <= 0;
    }

    @Override
    public boolean missesMaster(long nowNanos) {
        return wantsMaster(nowNanos) && takeoverReason == TransitionReason.TIMEOUT;
    }

    @Override
    public State onTime(long nowNanos, Self self) {
        boolean waits = !wantsMaster(nowNanos) || !self.mayClaim();
        return waits ? this : Claiming.begin(nowNanos, takeoverReason, RouterState.BACKUP, self);
    }

    @Override
    public State onLate(long nowNanos, long lateNanos, Self self) {
        // Who did not listen has measured no silence: a paused machine does not even receive.
        boolean deaf = lateNanos >= masterIntervalNanos / 2;
        return deaf ? listening(nowNanos, masterIntervalNanos, lowerSinceNanos, self) : this;
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
        boolean ownIntervalCounts = self.config().version() == 2;
        if (ownIntervalCounts && masterIntervalNanos != self.config().advertIntervalNanos()) {
            return listening(nowNanos, self.config().advertIntervalNanos(), lowerSinceNanos, self);
        }
        // A new priority counts from the next comparison and the next skew on.
        return this;
    }

    @Override
    public void leave(Self self) {
        // RFC 9568 section 6.4.2: a backup goes without a word.
    }

    /** The way back from a higher state by our own will: peers are told, and get the time to take over. */
    public static State steppingDown(long nowNanos, State from, TransitionReason reason, Self self) {
        from.leave(self);
        self.because(reason, Optional.empty());
        return listening(nowNanos, self.config().advertIntervalNanos(), self);
    }

    /** The way back from a higher state because a better master was heard. */
    static Backup yielding(long nowNanos, Heard peer, TransitionReason reason, Self self) {
        self.remove();
        self.because(reason, Optional.of(peer.source()));
        return listening(nowNanos, self.adoptedIntervalNanos(peer), self);
    }
}
