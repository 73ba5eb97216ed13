package dev.holdfast.agent.track;

import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerResult;
import java.util.List;

/** Where results go. */
@FunctionalInterface
public interface ResultSink {
    /** Takes results in, in their order. Called on the probes' thread; must not block. */
    void accept(List<Looked> results);

    /**
     * What a look found.
     *
     * @param tookNanos how long it took; 0 when it was not made
     */
    record Looked(TrackerId tracker, TrackerResult result, long tookNanos) {}
}
