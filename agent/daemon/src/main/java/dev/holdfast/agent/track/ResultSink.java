package dev.holdfast.agent.track;

import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerResult;

/** Where results go. Called on the probes' thread; must not block. */
@FunctionalInterface
public interface ResultSink {
    /**
     * Takes a result in.
     *
     * @param tookNanos how long the look took; 0 when it was not made
     * @return false when it was not taken, because too much waits; the next look brings the next
     */
    boolean accept(TrackerId tracker, TrackerResult result, long tookNanos);
}
