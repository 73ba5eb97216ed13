package dev.holdfast.core.vrrp;

import java.util.List;

/**
 * When to tell the link again who answers for the addresses.
 *
 * @param startNanos when the first round went out
 * @param next which round is next
 * @param offsetsNanos after which time from the start each round is due
 * @param isContention whether these rounds answer another master
 * @param refreshNanos when, with all rounds over, the next refresh is due; {@link State#NEVER} for none
 * @param refreshed how many rounds of the present refresh have gone out
 */
record Announcements(
        long startNanos, int next, List<Long> offsetsNanos, boolean isContention, long refreshNanos, int refreshed) {
    /** Once this long at most a master defends its addresses against another one: RFC 5227 section 2.4. */
    private static final long DEFEND_NANOS = 10_000_000_000L;

    /** The rounds after a takeover; the first is due now. */
    static Announcements takeover(long nowNanos, Announcing plan) {
        return new Announcements(nowNanos, 0, plan.takeoverNanos(), false, State.NEVER, 0);
    }

    /** The rounds after another master was heard: hosts may have learned the wrong one. The first is due now. */
    static Announcements contention(long nowNanos, Announcing plan) {
        return new Announcements(nowNanos, 0, plan.contentionNanos(), true, State.NEVER, 0);
    }

    /**
     * Whether another master that is heard now needs no rounds of its own. Rounds still to come will do. A defence of
     * lately is enough; a takeover of lately is not, when its rounds are over.
     */
    boolean isDefence(long nowNanos) {
        return nowNanos - startNanos < DEFEND_NANOS && (isContention || !isOver());
    }

    long deadlineNanos() {
        return isOver() ? refreshNanos : startNanos + offsetsNanos.get(next);
    }

    boolean isDue(long nowNanos) {
        return deadlineNanos() != State.NEVER && deadlineNanos() - nowNanos <= 0;
    }

    /** A round went out. */
    Announcements sent(long nowNanos, Announcing plan) {
        if (!isOver()) {
            Announcements further = new Announcements(startNanos, next + 1, offsetsNanos, isContention, State.NEVER, 0);
            return further.isOver() ? further.rested(nowNanos, plan) : further;
        }
        int rounds = refreshed + 1;
        return rounds < plan.refreshRounds()
                ? refreshedAt(nowNanos + plan.spacingNanos(), rounds)
                : rested(nowNanos, plan);
    }

    /** A changed plan counts from the next refresh on; rounds that were begun go on as they were begun. */
    Announcements under(long nowNanos, Announcing plan) {
        boolean isAsWanted = refreshNanos - nowNanos <= plan.refreshNanos() && refreshNanos != State.NEVER;
        return !isOver() || (isAsWanted && plan.refreshNanos() > 0) ? this : rested(nowNanos, plan);
    }

    boolean isOver() {
        return next >= offsetsNanos.size();
    }

    private Announcements rested(long nowNanos, Announcing plan) {
        return refreshedAt(plan.refreshNanos() == 0 ? State.NEVER : nowNanos + plan.refreshNanos(), 0);
    }

    private Announcements refreshedAt(long dueNanos, int rounds) {
        return new Announcements(startNanos, next, offsetsNanos, isContention, dueNanos, rounds);
    }
}
