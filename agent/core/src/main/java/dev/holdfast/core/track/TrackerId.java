package dev.holdfast.core.track;

/**
 * Which tracker.
 *
 * @param name unique among the trackers of its kind
 */
public record TrackerId(TrackerKind kind, String name) {
    @Override
    public String toString() {
        return kind.word() + " " + name;
    }
}
