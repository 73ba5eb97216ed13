package dev.holdfast.agent.http;

import java.util.Optional;
import java.util.function.LongSupplier;

/** A token bucket for the requests of all clients. Runs on the HTTP event loop alone. */
final class RequestRate {
    private final LongSupplier nanos;
    private Optional<WebConfig.RateLimit> limit = Optional.empty();
    private double tokens;
    private long filledNanos;

    /** @param nanos a clock that never goes back */
    RequestRate(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A new limit begins with a full bucket; the same one leaves it as it is. */
    void limit(Optional<WebConfig.RateLimit> wanted) {
        if (!limit.equals(wanted)) {
            limit = wanted;
            tokens = wanted.map(WebConfig.RateLimit::burst).orElse(0);
            filledNanos = nanos.getAsLong();
        }
    }

    /** Whether one more request may be made now; if so, it has been. */
    boolean admits() {
        return limit.map(this::takes).orElse(true);
    }

    private boolean takes(WebConfig.RateLimit rate) {
        long now = nanos.getAsLong();
        tokens = Math.min(rate.burst(), tokens + (now - filledNanos) / (double) rate.intervalNanos());
        filledNanos = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
