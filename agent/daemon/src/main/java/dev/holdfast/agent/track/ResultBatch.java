package dev.holdfast.agent.track;

import dev.holdfast.agent.track.ResultSink.Looked;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Results on their way out. What is as well as it was a look before waits a moment for others: a thousand servers that are
 * looked at every second must not be a thousand turns of the election's thread. All else goes at once, after what waits.
 * Belongs to the timers' thread.
 */
final class ResultBatch {
    /** Well below the shortest interval of a check, 100 ms. */
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Timers timers;
    private final ResultSink sink;
    /** Bounded by the probes, none of which looks twice in that time. */
    private final List<Looked> waiting = new ArrayList<>();

    ResultBatch(Timers timers, ResultSink sink) {
        this.timers = timers;
        this.sink = sink;
    }

    /** Takes the results of one probe, in their order. */
    Prober.Sink of(TrackerId tracker) {
        return new Prober.Sink() {
            private Optional<TrackerResult> before = Optional.empty();

            @Override
            public void accept(TrackerResult result, long tookNanos) {
                boolean repeats = before.filter(result::equals).isPresent();
                before = Optional.of(result);
                add(new Looked(tracker, result, tookNanos), repeats && result.kind() == TrackerResult.Kind.PASSED);
            }
        };
    }

    private void add(Looked looked, boolean canWait) {
        waiting.add(looked);
        if (!canWait) {
            send();
        } else if (waiting.size() == 1) {
            timers.after(WAIT_NANOS, this::send);
        }
    }

    /** Sends what waits. */
    void send() {
        if (!waiting.isEmpty()) {
            sink.accept(List.copyOf(waiting));
            waiting.clear();
        }
    }
}
