package dev.holdfast.core.sim;

import dev.holdfast.core.spi.RouterState;
import java.util.HashMap;
import java.util.Map;

/** What the reference model believes of one virtual router on one node. Only {@link ReferenceModel} changes it. */
final class Listening {
    /** The state last seen. */
    RouterState state = RouterState.INIT;

    /** When the wait began. */
    long sinceNanos;

    /** A backup may not take over before this. */
    long earliestNanos;

    /** A backup must have taken over by this, apart from the loop's lag. */
    long latestNanos = Long.MAX_VALUE;

    /** The interval in force. */
    long intervalNanos;

    /** Whether the wait is the short one after a resignation. */
    boolean masterResigned;

    /** Whether the wait is due to a living master of lower priority, whom it must not displace. */
    boolean respectsLower;

    /** Since when none but masters of lower priority were heard; -1 when none was. */
    long lowerSinceNanos = -1;

    /** Whose advert began the wait, and when that was sent; -1 when it began otherwise. */
    int heardFrom = -1;

    long heardSentNanos = -1;

    /** Whether the configuration changed in this turn, so that the wait may have begun with another priority. */
    boolean reloaded;

    /** How many times in this turn it must have given way to a better master. */
    int yields;

    /** A master that hears a resignation or a lesser master owes the segment an advert in the same turn. */
    boolean owesAdvert;

    /** A master that was not run for so long must have let go by the end of the turn. */
    boolean owesStepDown;

    /** By sender: the number of the newest advert heard, and when that was. */
    final Map<Integer, long[]> newest = new HashMap<>();

    /** When this node sent its last advert as a master; -1 for never. */
    long lastSentNanos = -1;
}
