package dev.holdfast.core.vrrp;

/**
 * When the kernel lease of the addresses is renewed: with adverts, because the loop is awake then, and by itself when
 * adverts are too rare for the lease.
 *
 * @param welcomeNanos from when on an advert takes the renewal along
 * @param deadlineNanos when it must be renewed, advert or not
 */
record Renewal(long welcomeNanos, long deadlineNanos) {
    private static final long SECOND = 1_000_000_000L;

    /** The addresses have just been ordered with the lease of the configuration. */
    static Renewal ordered(long nowNanos, RouterConfig config) {
        long lease = config.leaseSeconds() * SECOND;
        if (lease == Lease.OFF) {
            return new Renewal(State.NEVER, State.NEVER);
        }
        // Each renewal is an event for every program that watches addresses, so not with every advert of a fast master;
        // and half an interval early rather than half an interval late.
        long welcome = nowNanos + Math.max(0, lease / 3 - config.advertIntervalNanos() / 2);
        return new Renewal(welcome, nowNanos + lease / 2);
    }

    boolean isWelcome(long nowNanos) {
        return welcomeNanos != State.NEVER && welcomeNanos - nowNanos <= 0;
    }

    boolean isDue(long nowNanos) {
        return deadlineNanos != State.NEVER && deadlineNanos - nowNanos <= 0;
    }
}
