package dev.holdfast.core.lvs;

/**
 * How much weight must be up for a virtual server to count as up, as keepalived has it.
 *
 * @param weight at least 1
 * @param hysteresis how far beyond the quorum the weight must go for it to be gained, and below it for it to be lost; less
 *     than {@code weight}
 */
public record Quorum(long weight, long hysteresis) {
    /** One real server of weight 1 will do. */
    public static final Quorum ONE = new Quorum(1, 0);

    public Quorum {
        if (weight < 1 || hysteresis < 0 || hysteresis >= weight) {
            throw new IllegalArgumentException("a quorum is at least 1 and more than its hysteresis");
        }
    }

    /** Whether it is met with this weight up, when before it was or was not. Nobody up is never enough. */
    boolean isMet(boolean before, long liveWeight) {
        return before ? liveWeight > 0 && liveWeight >= weight - hysteresis : liveWeight >= weight + hysteresis;
    }
}
