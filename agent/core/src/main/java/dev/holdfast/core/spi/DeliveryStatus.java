package dev.holdfast.core.spi;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How well an exporter gets rid of what it is to deliver to one place.
 *
 * @param kind what delivers, such as {@code webhook} or {@code zabbix}
 * @param endpoint the operator's word for the receiver
 * @param state whether it goes well
 * @param delivered how many deliveries were accepted
 * @param failures how many attempts failed, by a word out of a short fixed list
 * @param deadLetters how many were given up, for the receiver will never take them
 * @param superseded how many gave way to newer ones while too many waited
 * @param queueLength how many wait
 * @param oldestPendingEpochMillis when the oldest that waits was made, wall time; empty when none waits
 * @param durations how long attempts took
 * @param lastError why the last attempt failed, without secrets; empty when it did not
 */
public record DeliveryStatus(
        String kind,
        String endpoint,
        State state,
        long delivered,
        Map<String, Long> failures,
        long deadLetters,
        long superseded,
        int queueLength,
        OptionalLong oldestPendingEpochMillis,
        Durations durations,
        String lastError) {
    public DeliveryStatus {
        failures = Map.copyOf(failures);
    }

    /** How an endpoint stands. */
    public enum State {
        /** The last attempt was accepted, or there was none yet. */
        WORKING,
        /** The last attempt failed; there will be more. */
        RETRYING,
        /** As {@link #WORKING}, but what waits would not survive a restart. */
        IN_MEMORY,
        /** The receiver said that it wants no more; nothing is sent until the next start or change of its settings. */
        DISABLED;

        /** The lower-case word that JSON uses. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * A histogram.
     *
     * @param counts how many took at most the bound of the same place in {@link #BOUNDS_MILLIS}, and longer than that of
     *     the place before; one more for those above all bounds
     * @param sumNanos how long they took altogether
     */
    public record Durations(List<Long> counts, long sumNanos) {
        /** Inclusive upper bounds, rising. */
        public static final List<Integer> BOUNDS_MILLIS = List.of(50, 250, 1_000, 5_000);

        /** Nothing was tried yet. */
        public static final Durations NONE = new Durations(List.of(0L, 0L, 0L, 0L, 0L), 0);

        public Durations {
            counts = List.copyOf(counts);
        }
    }
}
