package dev.holdfast.core.arbitrate;

/** What happens without the shared disk. */
public enum DiskLoss {
    /** A holder goes on; nobody else takes over. */
    KEEP,
    /** A holder lets go; nobody else takes over. */
    RELEASE,
    /** A holder goes on, and who hears no master takes over: VRRP as without the disk. */
    IGNORE
}
