package dev.holdfast.core.engine;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.vrrp.Heard;
import java.util.Optional;

/**
 * Another master beside this one, which stays: from its first advert until it is silent. It has run the scripts of a
 * master meanwhile, and those of a backup when it gave in; whoever stayed learns by this when that is over.
 */
final class Contention {
    /** How many intervals without a word of it: had it not yielded, it would have advertised. */
    private static final int SILENT_INTERVALS = 2;

    private Optional<IpAddress> peer = Optional.empty();
    private long firstNanos;
    private long lastNanos;
    private long toldNanos;
    private long overNanos = Engine.NEVER;

    /**
     * The other one was heard.
     *
     * @param intervalNanos our own advert interval
     * @return whether that is to be told: a flood of adverts is not a flood of news
     */
    boolean hear(long nowNanos, Heard other, long intervalNanos) {
        boolean first = peer.isEmpty();
        firstNanos = first ? nowNanos : firstNanos;
        peer = Optional.of(other.source());
        lastNanos = nowNanos;
        overNanos = nowNanos + SILENT_INTERVALS * Math.max(intervalNanos, other.intervalNanos());
        boolean tell = first || nowNanos - toldNanos >= intervalNanos / 2;
        toldNanos = tell ? nowNanos : toldNanos;
        return tell;
    }

    /** Who it was, once, when it has been silent for long enough. */
    Optional<IpAddress> settled(long nowNanos) {
        if (overNanos - nowNanos > 0) {
            return Optional.empty();
        }
        Optional<IpAddress> other = peer;
        forget();
        return other;
    }

    /** This router is not the one that stays. */
    void forget() {
        peer = Optional.empty();
        overNanos = Engine.NEVER;
    }

    /** From the first to the last advert of the one heard last. */
    long lastedNanos() {
        return lastNanos - firstNanos;
    }

    long deadlineNanos() {
        return overNanos;
    }
}
