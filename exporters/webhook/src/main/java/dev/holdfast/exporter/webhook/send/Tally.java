package dev.holdfast.exporter.webhook.send;

import dev.holdfast.core.spi.DeliveryStatus.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What is counted of one receiver. Written by its thread, read by any. */
final class Tally {
    private final long[] durations = new long[Durations.BOUNDS_MILLIS.size() + 1];
    private final Map<String, Long> failures = new TreeMap<>();
    private long durationNanos;
    private long delivered;
    private long dead;
    private String lastError = "";

    synchronized void attempted(Answer answer) {
        durations[bucket(answer.tookNanos())]++;
        durationNanos += answer.tookNanos();
        answer.failure().ifPresent(reason -> failures.merge(reason.word(), 1L, Long::sum));
        lastError = answer.failure().isPresent() ? answer.words() : "";
    }

    private static int bucket(long tookNanos) {
        int bucket = 0;
        while (bucket < Durations.BOUNDS_MILLIS.size()
                && tookNanos > TimeUnit.MILLISECONDS.toNanos(Durations.BOUNDS_MILLIS.get(bucket))) {
            bucket++;
        }
        return bucket;
    }

    synchronized void delivered() {
        delivered++;
    }

    synchronized void dead() {
        dead++;
    }

    synchronized Counts counts() {
        List<Long> buckets = new ArrayList<>();
        for (long count : durations) {
            buckets.add(count);
        }
        return new Counts(delivered, dead, Map.copyOf(failures), new Durations(buckets, durationNanos), lastError);
    }

    /** All counts of one moment. */
    record Counts(long delivered, long dead, Map<String, Long> failures, Durations durations, String lastError) {}
}
