package dev.holdfast.core.vrrp;

import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import java.util.Optional;

/** Nothing has begun: interface and sockets are not ready. RFC 9568 section 6.4.1. */
public record Initialize() implements Bystander {
    /**
     * The election begins, or begins anew after a fault.
     *
     * @param reported what the outside saw until now
     */
    public static State start(long nowNanos, RouterState reported, TransitionReason reason, Self self) {
        self.because(reason, Optional.empty());
        long interval = self.config().advertIntervalNanos();
        // RFC 9568 section 6.4.1: the owner takes its addresses at once, everybody else listens first.
        if (!self.priority().isOwner()) {
            return Backup.listening(nowNanos, interval, self);
        }
        boolean held = !self.mayClaim() || self.electionNanos() > nowNanos;
        return held
                ? new Backup(self.countingFromNanos(nowNanos), interval, reason, State.NEVER)
                : Claiming.begin(nowNanos, reason, reported, self);
    }

    /** Begins beside routers that move with this one and are master already. */
    public static State join(long nowNanos, RouterState reported, TransitionReason reason, Self self) {
        self.because(reason, Optional.empty());
        return Claiming.begin(nowNanos, reason, reported, self);
    }

    @Override
    public RouterState reported() {
        return RouterState.INIT;
    }
}
