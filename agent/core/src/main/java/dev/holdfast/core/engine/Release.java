package dev.holdfast.core.engine;

/** What became of the order to step down. */
public enum Release {
    /** It was master, or about to be, and is backup now. */
    DONE,
    /** It holds nothing that it could let go of. */
    NOT_HOLDING,
    /** There is no instance of this name. */
    UNKNOWN
}
