package dev.holdfast.core.engine;

/**
 * The link of one interface, as it counts: what does not last is not noticed.
 *
 * <p>A loss counts when it has lasted for the down delay. A link that comes back before that has not been down, but is on
 * trial until it has been up for {@code settleNanos}: the delay goes on running from the first loss, and when it is over
 * the next loss counts at once. Without the trial a link that is down most of the time would never be down; a master would
 * keep its addresses while no advert of it gets through, and a peer would take over beside it.
 *
 * <p>Why two holders cannot come of it: be T the advert interval and n the number of missed adverts that make a takeover,
 * the delay less than (n - 1) T and the trial at least T. On trial the link is either up for T, and then an advert gets
 * through, or it is lost again within T, and then the loss counts at the latest when the delay is over or at once: after
 * less than n T without an advert, before any peer takes over.
 */
final class Debounce {
    private final LinkDelays delays;
    private final long settleNanos;
    private boolean counted;
    private boolean raw;
    private long changedNanos;
    private long lossNanos;
    private boolean onTrial;

    /** An interface appears: it counts as it is. */
    Debounce(LinkDelays delays, long settleNanos, boolean running) {
        this.delays = delays;
        this.settleNanos = Math.max(settleNanos, delays.downNanos());
        this.counted = running;
        this.raw = running;
    }

    /** Whether it was made for these. */
    boolean isFor(LinkDelays wanted, long settle) {
        return delays.equals(wanted) && settleNanos == Math.max(settle, wanted.downNanos());
    }

    /** Whether the link counts as up. */
    boolean isUp() {
        return counted;
    }

    /** How the link is in truth. */
    boolean raw() {
        return raw;
    }

    void onLink(long nowNanos, boolean running) {
        onTime(nowNanos);
        if (running != raw) {
            raw = running;
            changedNanos = nowNanos;
            if (counted && !running && !onTrial) {
                onTrial = true;
                lossNanos = nowNanos;
            }
            onTime(nowNanos);
        }
    }

    /** Something may have lasted long enough by now; says whether the link counts differently. */
    boolean onTime(long nowNanos) {
        boolean before = counted;
        if (deadlineNanos() - nowNanos <= 0) {
            onTrial = false;
            counted = raw;
        }
        return counted != before;
    }

    /** When what is going on will have lasted long enough; {@link Engine#NEVER} when nothing is. */
    long deadlineNanos() {
        if (counted) {
            return !onTrial ? Engine.NEVER : raw ? changedNanos + settleNanos : lossNanos + delays.downNanos();
        }
        return raw ? changedNanos + delays.upNanos() : Engine.NEVER;
    }
}
