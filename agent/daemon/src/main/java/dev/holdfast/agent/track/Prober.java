package dev.holdfast.agent.track;

import dev.holdfast.core.track.TrackerResult;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One probe: its rhythm, one look at a time, and the remedy before a failure counts. Belongs to the timers' thread.
 */
final class Prober {
    /** Between two glances at whether the first look is gone, so that the second does not run beside it. */
    private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ProbeConfig config;
    private final Look look;
    private final Optional<Look> remedy;
    private final Timers timers;
    private final BooleanSupplier suspended;
    private final Sink sink;
    private Optional<TimedLook> current = Optional.empty();
    private Optional<TimedLook> healing = Optional.empty();
    private long dueNanos;
    private int failures;
    private boolean busy;
    private boolean remedied;
    private boolean stopped;

    /** Told each result, and how long the look took. */
    @FunctionalInterface
    interface Sink {
        void accept(TrackerResult result, long tookNanos);
    }

    /**
     * Looks at nothing yet: {@link #start} does.
     *
     * @param remedy how its command is run; there is one when the configuration has one
     * @param suspended whether it is to let beats pass
     */
    Prober(ProbeConfig config, Look look, Optional<Look> remedy, Timers timers, BooleanSupplier suspended, Sink sink) {
        this.config = config;
        this.look = look;
        this.remedy = remedy;
        this.timers = timers;
        this.suspended = suspended;
        this.sink = sink;
        // The first result counts at once, whatever it is.
        this.failures = config.patience().retries();
    }

    ProbeConfig config() {
        return config;
    }

    /** Looks for the first time after so long, and from then on in the rhythm. */
    void start(long delayNanos) {
        if (delayNanos > 0) {
            arm(timers.nanos() + delayNanos);
        } else {
            dueNanos = timers.nanos();
            onDue();
        }
    }

    /** Ends what runs; no result is told any more. */
    void stop() {
        stopped = true;
        current.ifPresent(TimedLook::stop);
        healing.ifPresent(TimedLook::stop);
        look.close();
    }

    private void onDue() {
        if (stopped) {
            return;
        }
        if (!busy && !suspended.getAsBoolean()) {
            lookIfOver();
        }
        armNext();
    }

    private void lookIfOver() {
        if (isOver(current)) {
            busy = true;
            look(this::onFirst);
        } else {
            current.flatMap(TimedLook::answerWhileHanging).ifPresent(this::tell);
        }
    }

    /** Beats that were missed, because the whole machine stood still, are not made up for. */
    private void armNext() {
        long nowNanos = timers.nanos();
        long missed = Math.max(0, (nowNanos - dueNanos) / config.intervalNanos());
        arm(dueNanos + (missed + 1) * config.intervalNanos());
    }

    /** The next look is then, and not when it was to be before. */
    private void arm(long atNanos) {
        dueNanos = atNanos;
        timers.after(atNanos - timers.nanos(), () -> {
            if (dueNanos == atNanos) {
                onDue();
            }
        });
    }

    private void look(Consumer<TrackerResult> listener) {
        current = Optional.of(TimedLook.begin(timers, look, config.timeoutNanos(), listener));
    }

    private void onFirst(TrackerResult result) {
        if (stopped) {
            return;
        }
        if (result.isFailure() && config.remedy().isPresent() && !remedied) {
            remedied = true;
            remedy.ifPresent(command -> heal(command, config.remedy().get()));
        } else {
            settle(result);
        }
    }

    private void heal(Look command, ProbeConfig.Remedy limits) {
        healing = Optional.of(TimedLook.begin(
                timers,
                command,
                limits.timeoutNanos(),
                outcome -> timers.after(limits.waitNanos(), () -> lookAgain(outcome))));
    }

    private void lookAgain(TrackerResult outcome) {
        Optional<TrackerResult> hanging = current.flatMap(TimedLook::answerWhileHanging);
        if (stopped) {
            return;
        }
        if (hanging.isPresent()) {
            settle(hanging.get());
        } else if (isOver(current) && isOver(healing)) {
            look(result -> settle(afterRemedy(result, outcome)));
        } else {
            timers.after(SETTLE_NANOS, () -> lookAgain(outcome));
        }
    }

    private void settle(TrackerResult result) {
        busy = false;
        if (result.kind() == TrackerResult.Kind.PASSED) {
            remedied = false;
        }
        if (!stopped) {
            tell(result);
            hurry(result);
        }
        current = current.filter(timed -> !timed.isOver()); // Kept until the next look, a thousand would fill the heap.
    }

    /** What worked until now and failed is looked at again soon. */
    private void hurry(TrackerResult result) {
        if (result.kind() == TrackerResult.Kind.PASSED) {
            failures = 0;
        } else if (result.isFailure() && failures < config.patience().retries()) {
            failures++;
            arm(timers.nanos() + config.patience().retryNanos());
        }
    }

    private void tell(TrackerResult result) {
        sink.accept(result, current.map(TimedLook::tookNanos).orElse(0L));
    }

    private static TrackerResult afterRemedy(TrackerResult result, TrackerResult outcome) {
        boolean worked = outcome.kind() == TrackerResult.Kind.PASSED;
        String remedy = worked ? "after the remedy" : "the remedy failed: " + outcome.detail();
        String detail = result.detail().isEmpty() ? remedy : result.detail() + "; " + remedy;
        return new TrackerResult(result.kind(), result.value(), detail);
    }

    private static boolean isOver(Optional<TimedLook> timed) {
        return timed.map(TimedLook::isOver).orElse(true);
    }
}
