package dev.holdfast.core.track;

/**
 * What one tracker does to one virtual router now.
 *
 * @param points added to the priority
 * @param isFault whether it holds the router in FAULT
 */
public record Influence(Tracked tracked, Reading reading, int points, boolean isFault) {
    /** Whether the tracker has yet to say its first word; the election waits for it. */
    public boolean isPending() {
        return reading.kind() == Reading.Kind.UNKNOWN;
    }
}
