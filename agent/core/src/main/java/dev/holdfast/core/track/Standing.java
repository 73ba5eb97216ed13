package dev.holdfast.core.track;

import dev.holdfast.core.net.Priority;
import java.util.List;

/**
 * Where its trackers put a virtual router.
 *
 * @param priority the effective priority: base and points, 1 to 254; the owner's 255 never changes
 * @param influences every tracker's part, in the order of the configuration
 */
public record Standing(Priority priority, List<Influence> influences) {
    private static final int LEAST = 1;
    private static final int MOST = 254;

    public Standing {
        influences = List.copyOf(influences);
    }

    public static Standing of(Priority base, List<Influence> influences) {
        int points = influences.stream().mapToInt(Influence::points).sum();
        int sum = Math.max(LEAST, Math.min(MOST, base.value() + points));
        return new Standing(base.isOwner() || points == 0 ? base : new Priority(sum), influences);
    }

    /** Whether any tracker holds the router in FAULT. */
    public boolean isFault() {
        return influences.stream().anyMatch(Influence::isFault);
    }

    /** Whether the election has to wait for a first reading. */
    public boolean isPending() {
        return influences.stream().anyMatch(Influence::isPending);
    }
}
