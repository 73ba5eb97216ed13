package dev.holdfast.core.arbitrate;

import java.util.OptionalInt;

/**
 * Asks the witness, a store that all nodes share, for the one key of a virtual router.
 *
 * @param id comes back with the answer
 * @param step what to do
 * @param lease the lease that this node has there; 0 for none
 * @param ttlSeconds how long a lease lives without renewal
 * @param wish the priority of a node that would take the key from a holder of lower priority; empty for one that would not
 */
public record WitnessRequest(long id, Step step, long lease, int ttlSeconds, OptionalInt wish)
        implements ArbiterRequest {
    /** What there is to do. */
    public enum Step {
        /** Renew the lease or get one; then take the key if nobody has it, or leave a wish beside it. */
        ASK,
        /** End the lease, and with it the key and the wish. */
        RELEASE,
        /** See who has the key; changes nothing. */
        LOOK
    }

    @Override
    public <R> R accept(Handler<R> handler) {
        return handler.witness(this);
    }
}
