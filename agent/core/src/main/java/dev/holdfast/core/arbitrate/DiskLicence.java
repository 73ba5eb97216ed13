package dev.holdfast.core.arbitrate;

/**
 * The number of this node's last takeover of a virtual router, and whether it came to that.
 *
 * @param generation the number in force
 * @param former the number to fall back to when nothing was taken over
 */
record DiskLicence(long generation, long former) {
    static final DiskLicence NONE = left(0);

    /** A takeover that has been. */
    static DiskLicence left(long generation) {
        return new DiskLicence(generation, generation);
    }

    /** The next one on this disk. */
    DiskLicence after(long newest) {
        return new DiskLicence(Math.max(generation, newest) + 1, former);
    }

    /** The addresses were taken. */
    DiskLicence used() {
        return left(generation);
    }

    /** Whoever took nothing must not look as if it had: a holder with the number before would be overlooked. */
    DiskLicence returned() {
        return left(former);
    }
}
