package dev.holdfast.core.spi;

/**
 * A text that is never shown: not in a log, not in a status, not in a message about a mistake.
 *
 * @param value the text itself; whoever takes it out keeps it to himself
 */
public record Secret(String value) {
    /** What is shown in its place. */
    @Override
    public String toString() {
        return "***";
    }
}
