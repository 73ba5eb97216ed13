package dev.holdfast.exporter.prometheus;

import dev.holdfast.exporter.prometheus.RouterTally.Event;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Durations by size, with the newest event of each size. One writer, the agent loop; any readers; no locks: the loop,
 * which may run with real-time priority, must never wait for a scrape that does not.
 */
final class DurationHistogram {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double[] boundsSeconds;
    private final AtomicLongArray counts;
    private final AtomicReferenceArray<@Nullable Sample> newest;
    private final AtomicLong sumNanos = new AtomicLong();

    private record Sample(long nanos, Event event) {}

    /** With these upper bounds, rising; one above all of them is added. */
    DurationHistogram(double... boundsSeconds) {
        this.boundsSeconds = Arrays.copyOf(boundsSeconds, boundsSeconds.length + 1);
        this.boundsSeconds[boundsSeconds.length] = Double.POSITIVE_INFINITY;
        this.counts = new AtomicLongArray(this.boundsSeconds.length);
        this.newest = new AtomicReferenceArray<>(this.boundsSeconds.length);
    }

    void record(long nanos) {
        count(nanos, bucket(nanos));
    }

    void record(long nanos, Event event) {
        int bucket = bucket(nanos);
        newest.set(bucket, new Sample(nanos, event));
        count(nanos, bucket);
    }

    HistogramDataPointSnapshot dataPoint(Labels labels, LongUnaryOperator epochMillis) {
        long[] read = new long[boundsSeconds.length];
        List<Exemplar> exemplars = new ArrayList<>();
        for (int bucket = 0; bucket < read.length; bucket++) {
            read[bucket] = counts.get(bucket);
            Sample sample = newest.get(bucket);
            if (sample != null) {
                exemplars.add(EventExemplar.of(sample.nanos / NANOS_PER_SECOND, sample.event, epochMillis));
            }
        }
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(boundsSeconds, read))
                .sum(sumSeconds())
                .exemplars(Exemplars.of(exemplars))
                .build();
    }

    double sumSeconds() {
        return sumNanos.get() / NANOS_PER_SECOND;
    }

    private int bucket(long nanos) {
        double seconds = nanos / NANOS_PER_SECOND;
        int bucket = 0;
        while (seconds > boundsSeconds[bucket]) {
            bucket++;
        }
        return bucket;
    }

    private void count(long nanos, int bucket) {
        sumNanos.addAndGet(nanos);
        counts.incrementAndGet(bucket);
    }
}
