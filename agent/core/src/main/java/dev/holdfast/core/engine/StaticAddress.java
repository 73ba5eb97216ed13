package dev.holdfast.core.engine;

import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;

/**
 * One address that should be there whoever is master, and what came of it. One that somebody removes is put back at once,
 * and then after {@link Pauses}, as is one that the kernel refuses.
 */
final class StaticAddress {
    private final VirtualAddress address;
    private final Pauses pauses = new Pauses();
    private boolean ordered;
    private boolean installed;
    private boolean lost;
    private boolean dropped;
    private long restored;

    StaticAddress(VirtualAddress address) {
        this.address = address;
    }

    VirtualAddress address() {
        return address;
    }

    /** Whether the kernel took it, and nobody removed it since. */
    boolean isInstalled() {
        return installed;
    }

    /** Whether the kernel dropped it with its interface, and would again before that runs. */
    boolean isDropped() {
        return dropped;
    }

    boolean isAwaited() {
        return ordered;
    }

    /** Whether it has yet to be ordered. */
    boolean isOpen() {
        return !installed && !ordered;
    }

    boolean isDue(long nowNanos) {
        return isOpen() && pauses.areOver(nowNanos);
    }

    long notBeforeNanos() {
        return pauses.untilNanos();
    }

    long restored() {
        return restored;
    }

    void onOrdered() {
        ordered = true;
    }

    /** The order to install was answered; says whether the address is back that somebody had removed. */
    boolean onAnswer(long nowNanos, Outcome outcome) {
        ordered = false;
        if (!outcome.isDone()) {
            pauses.onRefused(nowNanos);
            return false;
        }
        boolean back = lost;
        installed = true;
        lost = false;
        dropped = false;
        restored += back ? 1 : 0;
        return back;
    }

    /** It is no longer there. With an interface that goes down or away the kernel drops addresses itself. */
    void onGone(long nowNanos, boolean bySomebody) {
        installed = false;
        lost = bySomebody;
        dropped = !bySomebody;
        if (bySomebody) {
            pauses.onUndone(nowNanos);
        } else {
            pauses.startAnew(nowNanos);
        }
    }
}
