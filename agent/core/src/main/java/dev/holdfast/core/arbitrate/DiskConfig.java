package dev.holdfast.core.arbitrate;

/**
 * How a lock on a shared disk is kept, and the times that follow from it. Each counts from the moment at which a request
 * was ordered, on the clock of this node alone.
 *
 * @param path the block device or file; a word for the adapter
 * @param intervalNanos how often a holder reads; 100 ms to 10 s
 * @param timeoutNanos how long one read or write may take; 50 ms to 60 s. Who needs longer does not reach the disk
 * @param kernelLeaseSeconds the longest kernel lease of a virtual address; 0 for none
 * @param onLoss what happens without the disk
 */
public record DiskConfig(String path, long intervalNanos, long timeoutNanos, int kernelLeaseSeconds, DiskLoss onLoss) {
    /** By how much an agent's loop and its threads may be late. */
    static final long SLACK_NANOS = 100_000_000L;

    /** By how much the kernel is usually late to end an address. */
    static final long KERNEL_LAG_NANOS = 300_000_000L;

    private static final long SECOND = 1_000_000_000L;

    public DiskConfig {
        if (intervalNanos <= 0 || timeoutNanos <= 0 || kernelLeaseSeconds < 0) {
            throw new IllegalArgumentException("times are above zero");
        }
    }

    /**
     * How long a holder that lives and reaches the disk may need to answer: until it begins to read again, to read, and to
     * write.
     */
    public long answerNanos() {
        return Math.max(intervalNanos, timeoutNanos) + 2 * timeoutNanos + SLACK_NANOS;
    }

    /**
     * For how long after the order of its last good read a holder knows that nobody has asked in vain: if it reads, it
     * still has the time to answer, and if it does not, it has let go when the asker's patience ends.
     */
    long unaskedNanos() {
        return Math.max(intervalNanos, timeoutNanos) + timeoutNanos + SLACK_NANOS / 2;
    }

    /** For how long after the order of its last good write a claim or a lock is good. */
    long lockNanos() {
        return Math.max(intervalNanos, 2 * timeoutNanos) + timeoutNanos + SLACK_NANOS;
    }

    /** How long others' claims and locks must have stood still to be worth nothing: whoever wrote them has no address. */
    public long staleNanos() {
        long refreshed = Math.max(intervalNanos, 2 * timeoutNanos) + timeoutNanos;
        return Math.max(lockNanos() + SLACK_NANOS, refreshed + frozenNanos());
    }

    /** How long after its last sign of life a node that froze may still have an address. */
    long frozenNanos() {
        return kernelLeaseSeconds * SECOND + KERNEL_LAG_NANOS;
    }

    /** How often a node reads that waits for something to happen on the disk. */
    long pollNanos() {
        return Math.max(intervalNanos / 10, 20_000_000L);
    }

    /** How often a node sees whether it reaches the disk that wants nothing of it. */
    long idleNanos() {
        return 10 * intervalNanos;
    }
}
