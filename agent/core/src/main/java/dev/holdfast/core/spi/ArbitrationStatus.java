package dev.holdfast.core.spi;

/**
 * What one mechanism says to one virtual router.
 *
 * @param sinceNanos since when it says so
 * @param detail why, for a person; may be empty
 */
public record ArbitrationStatus(
        ArbitrationMechanism mechanism, ArbitrationVerdict verdict, long sinceNanos, String detail) {}
