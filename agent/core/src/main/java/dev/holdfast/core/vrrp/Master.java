package dev.holdfast.core.vrrp;

import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import java.util.List;
import java.util.Optional;

/**
 * We hold the addresses and say so. RFC 9568 section 6.4.3, which says Active.
 *
 * @param nextAdvertNanos when the next advert is due
 * @param lastAdvertNanos when the last advert went out
 * @param lease when the addresses were renewed, and when they must be again
 * @param announcements the rounds of gratuitous ARP or neighbour advertisements still to come
 * @param awaited addresses that the kernel has yet to confirm
 * @param removals how often somebody took addresses away
 */
public record Master(
        long nextAdvertNanos,
        long lastAdvertNanos,
        Renewal lease,
        Announcements announcements,
        Awaited awaited,
        Removals removals)
        implements State {
    /** The one place where a router becomes master: the addresses are confirmed, now say so, in this order. */
    static Master takeOver(long nowNanos, Claiming claim, Self self) {
        self.advertise(self.priority());
        self.announce(self.config().addresses());
        self.because(claim.reason(), Optional.empty());
        self.tookOver(nowNanos - claim.decidedNanos());
        return new Master(
                nowNanos + self.config().advertIntervalNanos(),
                nowNanos,
                Renewal.ordered(nowNanos, self.config()),
                firstSent(nowNanos, self),
                Awaited.NOTHING,
                Removals.NONE);
    }

    @Override
    public RouterState reported() {
        return RouterState.MASTER;
    }

    @Override
    public long deadlineNanos() {
        long speaking = awaited.isEmpty()
                ? Math.min(nextAdvertNanos, announcements.deadlineNanos())
                : awaited.sinceNanos() + Claiming.PATIENCE_NANOS;
        return Math.min(speaking, lease.deadlineNanos());
    }

    @Override
    public boolean holdsAddresses() {
        return true;
    }

    @Override
    public State onAdvertisement(long nowNanos, Heard peer, Self self) {
        if (peer.isResigning()) {
            // RFC 9568 section 6.4.3: answer at once, so that no backup counts on the resignation.
            return advertise(nowNanos, nowNanos + self.config().advertIntervalNanos(), self);
        }
        int relation = peer.priority().compareTo(self.priority());
        if (relation > 0) {
            return Backup.yielding(nowNanos, peer, TransitionReason.HIGHER_PRIORITY, self);
        }
        if (relation == 0 && peer.source().compareTo(self.source()) > 0) {
            // RFC 9568 section 6.4.3: the higher address stays, compared as unsigned octets.
            return Backup.yielding(nowNanos, peer, TransitionReason.TIE_BREAK, self);
        }
        // RFC 9568 section 6.4.3: assert mastership at once, do not reset Adver_Timer. VRRPv2 is silent here;
        // keepalived
        // answers in both versions, and the answer is what makes the other master yield.
        return advertise(nowNanos, nextAdvertNanos, self).defend(nowNanos, self);
    }

    @Override
    public State onTime(long nowNanos, Self self) {
        if (!awaited.isEmpty() && awaited.sinceNanos() + Claiming.PATIENCE_NANOS - nowNanos <= 0) {
            return giveUp(nowNanos, FaultCause.ADDRESS_FAILED, self);
        }
        Master next = this;
        if (awaited.isEmpty() && nextAdvertNanos - nowNanos <= 0) {
            next = next.onAdvertDue(nowNanos, self);
            if (lease.isWelcome(nowNanos)) {
                next = next.renew(nowNanos, self);
            }
        } else if (lease.isDue(nowNanos)) {
            next = next.renew(nowNanos, self);
        }
        if (awaited.isEmpty() && announcements.isDue(nowNanos)) {
            next = next.announce(nowNanos, self);
        }
        return next;
    }

    @Override
    public State onLate(long nowNanos, long lateNanos, Self self) {
        long silence = nowNanos - lastAdvertNanos;
        long interval = self.config().advertIntervalNanos();
        if (silence < self.config().downTimerAdverts() * interval) {
            return this;
        }
        // A peer may have taken over, and the lease may be gone. Whoever was away listens first.
        self.remove();
        self.because(TransitionReason.STALLED, Optional.empty());
        return Backup.listening(nowNanos, interval, self);
    }

    @Override
    public State onInstalled(long nowNanos, Outcome outcome, Self self) {
        if (!outcome.isDone()) {
            return giveUp(nowNanos, FaultCause.ADDRESS_FAILED, self);
        }
        if (awaited.isEmpty()) {
            return this;
        }
        self.announce(awaited.addresses());
        self.restored(awaited.restored());
        // What was gained late must be heard as surely as what was gained first: the whole schedule again.
        return new Master(
                nextAdvertNanos, lastAdvertNanos, lease, firstSent(nowNanos, self), Awaited.NOTHING, removals);
    }

    @Override
    public State onAddressGone(long nowNanos, VirtualAddress address, Self self) {
        Removals counted = removals.another(nowNanos);
        if (counted.isTooMany(self.config().addresses().size())) {
            return giveUp(nowNanos, FaultCause.ADDRESS_CONTESTED, self);
        }
        self.install();
        return new Master(
                nextAdvertNanos,
                lastAdvertNanos,
                Renewal.ordered(nowNanos, self.config()),
                announcements,
                awaited.withRestored(nowNanos, address),
                counted);
    }

    @Override
    public boolean hasAnnouncedSince(long nanos) {
        return announcements.startNanos() - nanos >= 0;
    }

    @Override
    public State onHealing(long nowNanos, Self self) {
        Announcements healing = Announcements.contention(nowNanos, self.config().announcing());
        // Rounds still to come will do, and for what is awaited there will be some.
        boolean isDue = announcements.isOver() && awaited.isEmpty() && !healing.isOver();
        Master verified = renew(nowNanos, self);
        return isDue ? verified.with(healing).announce(nowNanos, self) : verified;
    }

    @Override
    public State onReconfigured(long nowNanos, List<VirtualAddress> added, Self self) {
        Awaited wanted = awaited.within(self.config().addresses());
        Awaited nowAwaited = added.isEmpty() ? wanted : wanted.withAdded(nowNanos, added);
        Announcements further = announcements.under(nowNanos, self.config().announcing());
        Master next = new Master(nextAdvertNanos, lastAdvertNanos, lease, further, nowAwaited, removals);
        // Peers should not learn of a lower priority an interval late.
        return next.advertise(nowNanos, nowNanos + self.config().advertIntervalNanos(), self);
    }

    @Override
    public void leave(Self self) {
        self.remove();
        self.advertise(Priority.RESIGN);
    }

    private Master onAdvertDue(long nowNanos, Self self) {
        long interval = self.config().advertIntervalNanos();
        // Keep the rhythm when late by a little, start a new one when late by more than a beat.
        long onBeat = nextAdvertNanos + interval;
        return advertise(nowNanos, onBeat - nowNanos > 0 ? onBeat : nowNanos + interval, self);
    }

    private Master advertise(long nowNanos, long nextNanos, Self self) {
        if (!awaited.isEmpty()) {
            // Whatever is due is due again as soon as the kernel has confirmed.
            return new Master(nowNanos, lastAdvertNanos, lease, announcements, awaited, removals);
        }
        self.advertise(self.priority());
        return new Master(nextNanos, nowNanos, lease, announcements, awaited, removals);
    }

    private Master renew(long nowNanos, Self self) {
        self.install();
        Renewal renewed = Renewal.ordered(nowNanos, self.config());
        return new Master(nextAdvertNanos, lastAdvertNanos, renewed, announcements, awaited, removals);
    }

    /** RFC 5227 section 2.4 (c): the address is defended, for ever, and seldom. */
    @Override
    public State onClaimed(long nowNanos, Self self) {
        return defend(nowNanos, self);
    }

    private Master defend(long nowNanos, Self self) {
        Announcements defence = Announcements.contention(nowNanos, self.config().announcing());
        // What the kernel confirms is announced as if it had just been gained; before, there is nothing to defend.
        boolean enough = !awaited.isEmpty() || defence.isOver() || announcements.isDefence(nowNanos);
        return enough ? this : with(defence).announce(nowNanos, self);
    }

    private Master announce(long nowNanos, Self self) {
        self.announce(self.config().addresses());
        return with(announcements.sent(nowNanos, self.config().announcing()));
    }

    private static Announcements firstSent(long nowNanos, Self self) {
        Announcing plan = self.config().announcing();
        return Announcements.takeover(nowNanos, plan).sent(nowNanos, plan);
    }

    private Master with(Announcements nowAnnouncements) {
        return new Master(nextAdvertNanos, lastAdvertNanos, lease, nowAnnouncements, awaited, removals);
    }

    private State giveUp(long nowNanos, FaultCause cause, Self self) {
        leave(self);
        return self.fail(nowNanos, cause);
    }
}
