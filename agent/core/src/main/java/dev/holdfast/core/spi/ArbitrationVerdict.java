package dev.holdfast.core.spi;

/** What an arbiter says to a virtual router. */
public enum ArbitrationVerdict {
    /** It may hold the addresses. */
    GRANTED,
    /** Nothing is asked for: the router does not want the addresses. */
    IDLE,
    /** Asked, and not answered yet. */
    PENDING,
    /** It may not hold the addresses. */
    REFUSED;

    /** The lower-case word that labels and JSON use. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether nothing stands in the way. */
    public boolean isFavourable() {
        return this == GRANTED || this == IDLE;
    }
}
