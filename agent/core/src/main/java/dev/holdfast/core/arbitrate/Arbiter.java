package dev.holdfast.core.arbitrate;

import dev.holdfast.core.spi.ArbitrationMechanism;
import java.util.function.Consumer;

/**
 * One mechanism's say about one virtual router.
 *
 * <p>Each turn, after everything received and before deadlines are looked at, it is shown where the router stands and may
 * order requests; then it is asked. The answers of requests come back by methods of its own class, and the next turn looks
 * again.
 */
public interface Arbiter {
    /** The time that means none. */
    long NEVER = Long.MAX_VALUE;

    ArbitrationMechanism mechanism();

    /** Looks, asks what there is to ask, and gives its opinion. */
    Opinion look(long nowNanos, Situation situation, Consumer<ArbiterRequest> requests);

    /** When to look again though nothing was received; {@link #NEVER} for not at all. In the past for at once. */
    long deadlineNanos();

    /** Whether something is still owed to others that must go out before the agent may end. */
    default boolean isBusy() {
        return false;
    }
}
