package dev.holdfast.core.arbitrate;

/**
 * How a lease at the witness is kept.
 *
 * @param ttlSeconds how long it lives without renewal
 * @param kernelLeaseSeconds the longest kernel lease of a virtual address of this node, at least 1
 * @param keepsOnLoss whether a holder goes on when the witness cannot be asked
 */
public record WitnessConfig(int ttlSeconds, int kernelLeaseSeconds, boolean keepsOnLoss) {
    /** What a frozen holder may still have: by how much an idle kernel is late to end an address; 1.94 s was measured. */
    public static final int KERNEL_LAG_SECONDS = 2;

    /** Shorter, and a single lost answer would be a failover. What is kept back may take a second of it. */
    public static final int LEAST_HOLD_SECONDS = 2;

    /**
     * How much of the time to live is kept back for clocks that do not run at the same speed. Good ones differ by a thousandth
     * of that; but an hour on a clock that is slow by one in ten thousand is more than the kernel's lag leaves.
     */
    private static final int DRIFT_PERCENT = 2;

    private static final long SECOND = 1_000_000_000L;

    public WitnessConfig {
        if (kernelLeaseSeconds < 1 || ttlSeconds < leastTtlSeconds(kernelLeaseSeconds)) {
            throw new IllegalArgumentException("the kernel lease would outlive the lease of the witness");
        }
    }

    /** The shortest time to live that lets a frozen holder's address end before the lease does. */
    public static int leastTtlSeconds(int kernelLeaseSeconds) {
        return (kernelLeaseSeconds + KERNEL_LAG_SECONDS + LEAST_HOLD_SECONDS) * 100 / (100 - DRIFT_PERCENT);
    }

    /** The same for a lease that was granted for so long, at least {@link #leastTtlSeconds}. */
    WitnessConfig within(int leaseSeconds) {
        return new WitnessConfig(Math.min(ttlSeconds, leaseSeconds), kernelLeaseSeconds, keepsOnLoss);
    }

    /** How long a holder may go on after the moment it ordered the last renewal that was granted. */
    public long holdNanos() {
        long livesNanos = ttlSeconds * SECOND * (100 - DRIFT_PERCENT) / 100;
        return livesNanos - (kernelLeaseSeconds + KERNEL_LAG_SECONDS) * SECOND;
    }

    /** From the order of one renewal to that of the next: two may be lost. */
    public long renewalNanos() {
        return holdNanos() / 3;
    }
}
