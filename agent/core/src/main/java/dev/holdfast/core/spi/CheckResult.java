package dev.holdfast.core.spi;

/** What one look of a check came to. A fixed list: the words are labels of a metric. */
public enum CheckResult {
    PASSED,
    /** The thing looked at said no: an exit status, a refused connection, a wrong answer. */
    FAILED,
    /** It did not answer in time. */
    TIMED_OUT,
    /** It could not be looked at for a reason of this node, such as no process to be had. */
    NOT_MADE;

    /** The lower-case word that labels use. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
