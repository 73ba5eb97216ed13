package dev.holdfast.core.spi;

/** Whether a virtual router has more than one master, as far as this node can tell. Ordered by certainty. */
public enum SplitVerdict {
    NONE,
    /** Something speaks for it that may have another explanation, or that is over before one can be sure. */
    SUSPECTED,
    /** It is there, and lasts. */
    CONFIRMED;

    /** The lower-case word that JSON and messages use. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
