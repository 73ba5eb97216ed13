package dev.holdfast.agent.track;

import dev.holdfast.core.track.TrackerResult;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One look on its way, shared by the thread that makes it and the one that waits. It ends once: with a result, and when
 * nothing of it is left behind.
 */
final class LookRun {
    private final CompletableFuture<TrackerResult> end = new CompletableFuture<>();
    private OptionalLong begunNanos = OptionalLong.empty();
    private Runnable stopper = () -> {};
    private boolean stopped;

    /** A thread or socket is on it now: from here its time counts. */
    synchronized void begun(long nowNanos) {
        begunNanos = OptionalLong.of(nowNanos);
    }

    /** Empty while it still waits for a thread. */
    synchronized OptionalLong begunNanos() {
        return begunNanos;
    }

    /** What brings the look to its end early; runs at once when that was asked for already. */
    void onStop(Runnable wanted) {
        if (keep(wanted)) {
            wanted.run();
        }
    }

    private synchronized boolean keep(Runnable wanted) {
        stopper = wanted;
        return stopped;
    }

    /** Nobody waits for the result any more. */
    void stop() {
        markStopped().run();
    }

    private synchronized Runnable markStopped() {
        stopped = true;
        return stopper;
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /** Ends it; only the first call counts. */
    void end(TrackerResult result) {
        end.complete(result);
    }

    boolean hasEnded() {
        return end.isDone();
    }

    /** Tells the result, on whichever thread it comes. */
    void whenEnded(Consumer<TrackerResult> listener) {
        var unused = end.thenAccept(listener);
    }
}
