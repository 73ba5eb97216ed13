package dev.holdfast.core.vrrp;

import dev.holdfast.core.net.IpFamily;
import java.util.List;

/**
 * When to tell the link again who answers for the addresses. Repeats are spread: a burst within one millisecond is lost as
 * one, for instance while a switch port still blocks.
 *
 * @param startNanos when the first round went out
 * @param next which round is next
 * @param offsetsMillis after which time from the start each round is due
 */
record Announcements(long startNanos, int next, List<Long> offsetsMillis) {
    private static final long MILLI = 1_000_000L;
    private static final List<Long> TAKEOVER_IPV4 = List.of(0L, 200L, 500L, 1000L, 2000L, 5000L);

    /** RFC 4861 section 7.2.6: three at most, a second apart. */
    private static final List<Long> TAKEOVER_IPV6 = List.of(0L, 1000L, 2000L);

    private static final List<Long> CONTENTION = List.of(0L, 1000L);

    /** The rounds after a takeover; the first is due now. */
    static Announcements takeover(long nowNanos, IpFamily family) {
        return new Announcements(nowNanos, 0, family == IpFamily.IPV4 ? TAKEOVER_IPV4 : TAKEOVER_IPV6);
    }

    /** The rounds after another master was heard: hosts may have learned the wrong one. The first is due now. */
    static Announcements contention(long nowNanos) {
        return new Announcements(nowNanos, 0, CONTENTION);
    }

    /** Whether these rounds answer another master. */
    boolean isContention() {
        return offsetsMillis.equals(CONTENTION);
    }

    long deadlineNanos() {
        return isOver() ? State.NEVER : startNanos + offsetsMillis.get(next) * MILLI;
    }

    boolean isDue(long nowNanos) {
        return !isOver() && deadlineNanos() - nowNanos <= 0;
    }

    Announcements sent() {
        return new Announcements(startNanos, next + 1, offsetsMillis);
    }

    boolean isOver() {
        return next >= offsetsMillis.size();
    }
}
