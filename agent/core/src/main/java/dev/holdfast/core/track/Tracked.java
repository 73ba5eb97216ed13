package dev.holdfast.core.track;

import java.util.Optional;

/**
 * What a tracker is worth to one virtual router: a line of {@code track_interface}, {@code track_script}, {@code
 * track_check}, {@code track_process} or {@code track_file}.
 *
 * @param weight 0: a bad reading is FAULT. Above 0: added while good. Below 0: added while bad. For a file: times its number
 * @param reverse subtracts what would be added, and adds what would be subtracted; with weight 0, a good reading is FAULT
 * @param group the sync group in whose name it is tracked; empty when the router tracks it itself
 */
public record Tracked(TrackerId tracker, int weight, boolean reverse, Optional<String> group) {
    /** The largest weight, either way: it moves any priority to either end. */
    public static final int MOST_WEIGHT = 253;

    public Tracked {
        if (Math.abs(weight) > MOST_WEIGHT) {
            throw new IllegalArgumentException("a weight must be -253..253, was " + weight);
        }
    }

    /** A line of a router's own. */
    public Tracked(TrackerId tracker, int weight, boolean reverse) {
        this(tracker, weight, reverse, Optional.empty());
    }

    /** The same, tracked by every member of a sync group in its name. */
    public Tracked of(String groupName) {
        return new Tracked(tracker, weight, reverse, Optional.of(groupName));
    }

    /** The same, good or bad and nothing between. */
    public Tracked withoutWeight() {
        return new Tracked(tracker, 0, reverse, group);
    }

    /** What is added to the priority while the reading counts, or per unit of a file's number; below 0 to subtract. */
    public int points() {
        return reverse ? -weight : weight;
    }

    /** What this reading means for the router. */
    public Influence judge(Reading reading) {
        return switch (reading.kind()) {
            case UNKNOWN -> new Influence(this, reading, 0, false);
            case GOOD -> judge(reading, true);
            case BAD -> judge(reading, false);
            case NUMBER -> judgeNumber(reading);
        };
    }

    private Influence judge(Reading reading, boolean good) {
        if (weight == 0) {
            return new Influence(this, reading, 0, good == reverse);
        }
        boolean counts = good == weight > 0;
        return new Influence(this, reading, counts ? points() : 0, false);
    }

    private Influence judgeNumber(Reading reading) {
        if (weight == 0) {
            boolean isZero = reading.value() == 0;
            return new Influence(this, reading, 0, isZero == reverse);
        }
        long points = (long) reading.value() * points();
        // keepalived: what falls below every priority is no longer a matter of priority.
        return new Influence(this, reading, clamp(points), points < -MOST_WEIGHT);
    }

    private static int clamp(long points) {
        return (int) Math.max(-MOST_WEIGHT, Math.min(MOST_WEIGHT, points));
    }
}
