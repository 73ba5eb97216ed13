package dev.holdfast.core.spi;

import java.util.Collections;
import java.util.List;

/**
 * The times between two adverts of one master, by size.
 *
 * @param counts how many were at most as long as each of {@link #BOUNDS_NANOS} and longer than the one before, and last
 *     those longer than all
 * @param sumNanos all of them together
 */
public record AdvertGaps(List<Long> counts, long sumNanos) {
    /** 0.1 s for fast adverts, and once and twice the default interval with what a busy machine adds. */
    public static final List<Long> BOUNDS_NANOS = List.of(100_000_000L, 1_100_000_000L, 2_200_000_000L, 5_000_000_000L);

    public static final AdvertGaps NONE = new AdvertGaps(Collections.nCopies(BOUNDS_NANOS.size() + 1, 0L), 0);

    public AdvertGaps {
        counts = List.copyOf(counts);
    }
}
