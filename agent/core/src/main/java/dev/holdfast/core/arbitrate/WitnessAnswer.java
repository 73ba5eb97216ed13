package dev.holdfast.core.arbitrate;

import java.util.OptionalInt;

/**
 * What the witness said, or that it said nothing.
 *
 * @param id of the request
 * @param kind what came of it
 * @param lease the lease that this node has at the witness as far as known; 0 for none
 * @param other the node that has the key, or that wishes for it most; empty for nobody
 * @param wish the highest priority among the wishes of others; empty for no wish
 * @param detail what went wrong, for a person; may be empty
 */
public record WitnessAnswer(long id, Kind kind, long lease, String other, OptionalInt wish, String detail) {
    /** How a request ended. */
    public enum Kind {
        /** The key is ours, under the lease. */
        HELD,
        /** The key is another node's. */
        TAKEN,
        /** Not known: no answer in time, or none that could be understood. */
        FAILED,
        /** The lease is no more. */
        RELEASED,
        /** The witness answers, and this is all that was asked. */
        SEEN
    }
}
