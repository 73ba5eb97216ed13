package dev.holdfast.core.engine;

import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.TransitionReason;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What keeps a router in FAULT. Causes that come from facts are set and cleared as the facts change; causes that come
 * from a refused order end by themselves after a while, longer each time, so that the order is tried again.
 */
final class Faults {
    private static final long FIRST_RETRY_NANOS = 1_000_000_000L;
    private static final int MOST_DOUBLINGS = 6;

    private final Set<FaultCause> facts = EnumSet.noneOf(FaultCause.class);
    private final Map<FaultCause, Long> retries = new EnumMap<>(FaultCause.class);
    private final Map<FaultCause, Integer> attempts = new EnumMap<>(FaultCause.class);

    void set(FaultCause cause, boolean holds) {
        if (holds) {
            facts.add(cause);
        } else {
            facts.remove(cause);
        }
    }

    /** The order behind this cause was refused; try again after 1, 2, 4 … 64 seconds. */
    void refused(long nowNanos, FaultCause cause) {
        int attempt = attempts.merge(cause, 1, Integer::sum);
        retries.put(cause, nowNanos + (FIRST_RETRY_NANOS << Math.min(attempt - 1, MOST_DOUBLINGS)));
    }

    /** The order behind this cause was carried out. */
    void succeeded(FaultCause cause) {
        attempts.remove(cause);
        retries.remove(cause);
    }

    /** Ends the causes whose time to try again has come; says whether there were any. */
    boolean retry(long nowNanos) {
        return retries.values().removeIf(deadline -> deadline - nowNanos <= 0);
    }

    long nextRetryNanos() {
        return retries.values().stream().mapToLong(Long::longValue).min().orElse(Engine.NEVER);
    }

    /** Whether there is a cause of the router's own, and not only its group's. */
    boolean areOwn() {
        return facts.stream().anyMatch(cause -> cause != FaultCause.SYNC_GROUP) || !retries.isEmpty();
    }

    boolean isNone() {
        return facts.isEmpty() && retries.isEmpty();
    }

    /** What to say of a transition into FAULT. */
    TransitionReason reason() {
        Set<FaultCause> causes = causes();
        if (causes.contains(FaultCause.MAINTENANCE)) {
            return TransitionReason.MAINTENANCE;
        }
        if (causes.contains(FaultCause.TRANSPORT_FAILED)) {
            return TransitionReason.TRANSPORT;
        }
        if (causes.equals(EnumSet.of(FaultCause.SYNC_GROUP))) {
            return TransitionReason.SYNC_GROUP;
        }
        boolean onlyTracked = causes.equals(EnumSet.of(FaultCause.TRACKER));
        return onlyTracked ? TransitionReason.TRACKER : TransitionReason.INTERFACE;
    }

    Set<FaultCause> causes() {
        EnumSet<FaultCause> all = EnumSet.noneOf(FaultCause.class);
        all.addAll(facts);
        all.addAll(retries.keySet());
        return all;
    }
}
