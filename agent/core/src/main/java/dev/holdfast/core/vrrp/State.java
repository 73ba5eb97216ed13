package dev.holdfast.core.vrrp;

import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.RouterState;
import java.util.List;

/**
 * A state of a virtual router: a record that holds what only this state knows, and answers every event with the next
 * state.
 *
 * <pre>
 *               started            silence, or own priority 255          addresses confirmed
 *  Initialize ───────────► Backup ─────────────────────────────► Claiming ─────────────────► Master
 *                            ▲  a better master is heard             │                          │
 *                            ├───────────────────────────────────────┴──────────────────────────┤
 *                            │  causes ended                                any cause of FAULT  │
 *                            └─────────────────────────── Fault ◄───────────────────────────────┘
 * </pre>
 *
 * <p>RFC 9568 section 6.4 knows Initialize, Backup and Active. Claiming is ours: silence has been measured and the
 * kernel has been asked for the addresses, but no advert says so before the kernel has confirmed them. To the outside
 * it is still a backup. Fault is keepalived's, and ours with reasons.
 *
 * <p>The deadline lives in the record. A wake-up is only an occasion to compare it with the clock, so there is nothing to
 * cancel and no late timer to refuse.
 */
public sealed interface State permits Bystander, Backup, Claiming, Master {
    /** The deadline that means none. */
    long NEVER = Long.MAX_VALUE;

    /** What the outside sees. */
    RouterState reported();

    /** The advert interval that this state reckons with: our own, or the one learned from the master. */
    default long masterIntervalNanos(Self self) {
        return self.config().advertIntervalNanos();
    }

    /** When this state wants {@link #onTime}; {@link #NEVER} for not at all. */
    long deadlineNanos();

    /** Whether this state would be master now, if it may. */
    default boolean wantsMaster(long nowNanos) {
        return holdsAddresses();
    }

    /** When the silence of the master makes one doubt whether it is dead; {@link #NEVER} for no silence. */
    default long doubtNanos(Self self) {
        return NEVER;
    }

    /** Another host claims one of our addresses. */
    default State onClaimed(long nowNanos, Self self) {
        return this;
    }

    /** Whether the virtual addresses are, or are about to be, on this node by our order. */
    boolean holdsAddresses();

    /** A valid advert was heard. */
    State onAdvertisement(long nowNanos, Heard peer, Self self);

    /** Look at the deadline. */
    State onTime(long nowNanos, Self self);

    /**
     * The loop begins a turn later than it asked to. Comes before anything that was received meanwhile.
     *
     * @param lateNanos by how much, above 0
     */
    State onLate(long nowNanos, long lateNanos, Self self);

    /** The kernel answered the newest order to install. */
    State onInstalled(long nowNanos, Outcome outcome, Self self);

    /** Somebody took this virtual address off its interface. */
    State onAddressGone(long nowNanos, VirtualAddress address, Self self);

    /**
     * The configuration or the own priority changed.
     *
     * @param added virtual addresses that were not there before; they have been ordered already
     */
    State onReconfigured(long nowNanos, List<VirtualAddress> added, Self self);

    /** Whether a master that was heard is silent by now, so that this state would take over from it. */
    default boolean missesMaster(long nowNanos) {
        return false;
    }

    /** Whether rounds of announcements began at this time or later. */
    default boolean hasAnnouncedSince(long nanos) {
        return false;
    }

    /** Another master is, or was, heard beside this one that stays: whoever learned of that one is to be told again. */
    default State onHealing(long nowNanos, Self self) {
        return this;
    }

    /** Lets go of everything held. The caller decides which state follows. */
    void leave(Self self);
}
