package dev.holdfast.core.spi;

/** How a script ended. A fixed list: the words are labels of a metric. */
public enum ScriptResult {
    /** Exit status 0. */
    SUCCEEDED,
    /** Any other exit status, or a signal that was not ours. */
    FAILED,
    /** Killed when its time was up. */
    TIMED_OUT,
    /** Could not be started. */
    NOT_STARTED,
    /** Never started: the queue was full. */
    DROPPED;

    /** The lower-case word that labels and JSON use. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
