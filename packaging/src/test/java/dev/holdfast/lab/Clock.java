package dev.holdfast.lab;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BooleanSupplier;

/** The wall clock in microseconds, and waiting on it. */
final class Clock {
    private static final long POLL_MILLIS = 5;

    private Clock() {}

    static long nowMicros() {
        return micros(Instant.now());
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static void sleep(double seconds) {
        try {
            Thread.sleep(Math.round(seconds * 1000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Waits until a condition holds, and answers whether it came to hold in time. */
    static boolean waitFor(double seconds, BooleanSupplier condition) {
        long deadline = nowMicros() + Math.round(seconds * 1e6);
        while (!condition.getAsBoolean()) {
            if (nowMicros() > deadline) {
                return false;
            }
            sleep(POLL_MILLIS / 1000.0);
        }
        return true;
    }
}
