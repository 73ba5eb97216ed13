package dev.holdfast.exporter.webhook.send;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * When to try, and what an answer means. Pure: given the time and chance. Times are milliseconds of one clock.
 *
 * <p>Pauses grow to a minute and no further: a receiver of alarms that is back is to hear of it soon, and one post a minute
 * harms nobody.
 */
final class Pace {
    private static final List<Long> PAUSES_MILLIS = List.of(1_000L, 2_000L, 5_000L, 15_000L, 30_000L, 60_000L);

    /** Up to so much of a pause is added by chance, so that many agents do not come back at once. */
    private static final double JITTER = 0.25;

    /** Longest pause that a receiver may ask for. */
    private static final long LONGEST_MILLIS = TimeUnit.HOURS.toMillis(1);

    /** An event that is answered with errors for so long keeps the others from being delivered. */
    private static final long PATIENCE_MILLIS = TimeUnit.HOURS.toMillis(24);

    private final DoubleSupplier chance;
    private int failures;
    private long notBeforeMillis = Long.MIN_VALUE;
    private long refusedSinceMillis = Long.MAX_VALUE;
    private boolean disabled;

    /** @param chance numbers from 0 to 1 */
    Pace(DoubleSupplier chance) {
        this.chance = chance;
    }

    boolean isDisabled() {
        return disabled;
    }

    /** Whether the last attempt failed and there will be more. */
    boolean isRetrying() {
        return failures > 0;
    }

    /** How long to wait; 0 to go on at once. */
    long pauseMillis(long nowMillis) {
        return notBeforeMillis == Long.MIN_VALUE ? 0 : Math.max(0, notBeforeMillis - nowMillis);
    }

    Verdict judge(long nowMillis, Answer answer) {
        if (answer.failure().isEmpty()) {
            return settled(Verdict.DELIVERED);
        }
        return switch (answer.failure().get()) {
            case GONE -> {
                disabled = true;
                yield Verdict.DISABLED;
            }
            case CLIENT_ERROR -> isWorthAnother(answer.status()) ? refused(nowMillis, answer) : settled(Verdict.DEAD);
            case RATE_LIMITED, SERVER_ERROR, REDIRECT -> refused(nowMillis, answer);
            // No fault of this event: the next one would fare no better.
            case CONNECT, TLS, TIMEOUT, IO -> retry(nowMillis, answer);
        };
    }

    /** Request timeout and too early. */
    private static boolean isWorthAnother(int status) {
        return status == 408 || status == 425;
    }

    private Verdict settled(Verdict verdict) {
        failures = 0;
        notBeforeMillis = Long.MIN_VALUE;
        refusedSinceMillis = Long.MAX_VALUE;
        return verdict;
    }

    private Verdict refused(long nowMillis, Answer answer) {
        refusedSinceMillis = Math.min(refusedSinceMillis, nowMillis);
        return nowMillis - refusedSinceMillis > PATIENCE_MILLIS ? settled(Verdict.DEAD) : retry(nowMillis, answer);
    }

    private Verdict retry(long nowMillis, Answer answer) {
        long pause = PAUSES_MILLIS.get(Math.min(failures, PAUSES_MILLIS.size() - 1));
        long jittered = pause + (long) (pause * JITTER * chance.getAsDouble());
        long asked = Math.min(answer.retryAfterMillis().orElse(0), LONGEST_MILLIS);
        notBeforeMillis = nowMillis + Math.max(jittered, asked);
        failures++;
        return Verdict.RETRY;
    }
}
