package dev.holdfast.core.spi;

/** How much something matters to an operator, from the least to the most. */
public enum Severity {
    /** Good to know: a state that changed, a priority, a reload. */
    INFO,
    /** Somebody should look in working hours: redundancy is less than it was. */
    WARNING,
    /** Somebody must look now: the service is at risk. */
    CRITICAL;

    /** The lower-case word that configuration and JSON use. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
