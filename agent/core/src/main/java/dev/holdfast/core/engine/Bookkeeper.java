package dev.holdfast.core.engine;

import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.PeerOddity;
import dev.holdfast.core.vrrp.Heard;
import java.util.List;

/** What the answers of the machine and the words of peers count for, and what of it is told. */
final class Bookkeeper {
    private final Counters counters;
    private final Reporter reporter;

    Bookkeeper(Counters counters, Reporter reporter) {
        this.counters = counters;
        this.reporter = reporter;
    }

    void onSent(long nowNanos, Priority priority, Outcome outcome) {
        outcome.failure().ifPresent(failure -> counters.sendFailed(failure.error()));
        if (outcome.isDone()) {
            counters.advertsSent++;
            counters.resignationsSent += priority.isResignation() ? 1 : 0;
        }
        reporter.failed(nowNanos, outcome);
    }

    void onInstalled(long nowNanos, Outcome outcome) {
        onAddresses(nowNanos, "install", outcome);
    }

    void onRemoved(long nowNanos, Outcome outcome) {
        onAddresses(nowNanos, "remove", outcome);
    }

    void onAnnounced(long nowNanos, int addresses, Outcome outcome) {
        counters.announcementsSent += outcome.isDone() ? addresses : 0;
        reporter.failed(nowNanos, outcome);
    }

    /** Somebody took these away, and they are back. */
    void onRestored(long nowNanos, List<VirtualAddress> addresses) {
        counters.addressesRestored += addresses.size();
        addresses.forEach(address -> reporter.restored(nowNanos, address));
    }

    void onWatched(long nowNanos, Outcome outcome) {
        reporter.failed(nowNanos, outcome);
    }

    /** An advert was heard that passed every check. */
    void onHeard(long nowNanos, Heard peer, Priority own, boolean isMaster) {
        counters.advertsReceived++;
        counters.resignationsReceived += peer.isResigning() ? 1 : 0;
        if (isMaster && !peer.isResigning()) {
            onSecondMaster(nowNanos, peer, own);
        }
    }

    /** The master's advert came so long after the one before; it promised one in every interval. */
    void onGap(long nanos, long intervalNanos) {
        counters.advertGap(nanos);
        counters.advertsMissed += Math.max(0, (nanos + intervalNanos / 2) / intervalNanos - 1);
    }

    /** The master was silent for so long that this router took its place. */
    void onSilence(long nanos, long intervalNanos) {
        counters.advertsMissed += nanos / intervalNanos;
    }

    private void onSecondMaster(long nowNanos, Heard peer, Priority own) {
        int relation = peer.priority().compareTo(own);
        counters.heardWhileMaster(relation);
        if (relation <= 0) {
            // A higher one is an ordinary handover.
            String detail = "another master advertises priority " + peer.priority() + ", ours is " + own;
            reporter.odd(nowNanos, PeerOddity.SECOND_MASTER, peer.source(), detail);
        }
    }

    private void onAddresses(long nowNanos, String operation, Outcome outcome) {
        if (!outcome.isDone()) {
            counters.addressOperationFailed(operation);
        }
        reporter.failed(nowNanos, outcome);
    }
}
