package dev.holdfast.core.vrrp;

/**
 * How long the kernel keeps an address without a word from us.
 *
 * <p>The lease should end before a peer's silence timer does, three advert intervals after our last advert, so that a
 * dead agent and its successor never hold the address together. Leases are whole seconds, and the kernel's rounding
 * grows with the span, hence three regions instead of one formula.
 */
public final class Lease {
    public static final int OFF = 0;

    private static final long SECOND = 1_000_000_000L;

    private Lease() {}

    /** The lease that suits an advert interval, in seconds: at least 1, three intervals up to 1 s, 2.6 beyond. */
    public static int automaticSeconds(long advertIntervalNanos) {
        if (advertIntervalNanos <= SECOND) {
            return (int) Math.max(1, 3 * advertIntervalNanos / SECOND);
        }
        return (int) Math.max(3, 26 * advertIntervalNanos / (10 * SECOND));
    }
}
