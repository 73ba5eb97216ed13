package dev.holdfast.agent.track;

import dev.holdfast.core.track.TrackerResult;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A look that answers in time: with its result, or with the failure to have one. Answering and being over are two things:
 * a script that had its time is still to be ended. Belongs to the timers' thread.
 */
final class TimedLook {
    /** A script is gone two seconds after its time; what lasts longer hangs in the kernel, such as a dead file server. */
    private static final long HANGS_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final TrackerResult NO_THREAD =
            TrackerResult.notMade("too many others were under way for this look to be made in time");

    private final Timers timers;
    private final LookRun run;
    private final long timeoutNanos;
    private final Consumer<TrackerResult> listener;
    private Optional<TrackerResult> answer = Optional.empty();
    private Runnable dropDeadline = () -> {};
    private long answeredNanos;

    private TimedLook(Timers timers, LookRun run, long timeoutNanos, Consumer<TrackerResult> listener) {
        this.timers = timers;
        this.run = run;
        this.timeoutNanos = timeoutNanos;
        this.listener = listener;
    }

    /** @param listener told the answer once, on the timers' thread */
    static TimedLook begin(Timers timers, Look look, long timeoutNanos, Consumer<TrackerResult> listener) {
        TimedLook timed = new TimedLook(timers, look.begin(), timeoutNanos, listener);
        timed.run.whenEnded(result -> timers.after(0, () -> timed.answer(result)));
        timed.deadlineIn(timeoutNanos);
        return timed;
    }

    private void deadlineIn(long nanos) {
        dropDeadline = timers.after(nanos, this::onDeadline);
    }

    private void onDeadline() {
        if (answer.isPresent()) {
            return;
        }
        OptionalLong begun = run.begunNanos();
        long leftNanos = begun.isPresent() ? begun.getAsLong() + timeoutNanos - timers.nanos() : 0;
        if (leftNanos > 0) {
            deadlineIn(leftNanos);
            return;
        }
        run.stop();
        answer(begun.isPresent() ? timedOut(timeoutNanos) : NO_THREAD);
    }

    private void answer(TrackerResult result) {
        if (answer.isEmpty()) {
            answer = Optional.of(result);
            answeredNanos = timers.nanos();
            dropDeadline.run();
            listener.accept(result);
        }
    }

    /** How long it took to answer, from when it was begun; 0 when it was not. */
    long tookNanos() {
        OptionalLong begun = run.begunNanos();
        return begun.isPresent() ? Math.max(0, answeredNanos - begun.getAsLong()) : 0;
    }

    /** Whether nothing of it is left. */
    boolean isOver() {
        return answer.isPresent() && run.hasEnded();
    }

    /** Its answer once more, when it was given long ago and the look still cannot be ended. */
    Optional<TrackerResult> answerWhileHanging() {
        boolean hangs = answer.isPresent() && !isOver() && timers.nanos() - answeredNanos >= HANGS_NANOS;
        return hangs ? answer : Optional.empty();
    }

    void stop() {
        run.stop();
    }

    static TrackerResult timedOut(long timeoutNanos) {
        return TrackerResult.timedOut("timed out after " + TimeUnit.NANOSECONDS.toMillis(timeoutNanos) + " ms");
    }
}
