package dev.holdfast.core.spi;

/** Where an incident of a split brain has got to. */
public enum SplitPhase {
    OPENED,
    /** The verdict or the cause is another one now. */
    UPDATED,
    RESOLVED;

    /** The lower-case word that JSON and messages use. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
