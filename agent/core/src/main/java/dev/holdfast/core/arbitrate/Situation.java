package dev.holdfast.core.arbitrate;

import dev.holdfast.core.net.Priority;

/**
 * Where a virtual router stands when its arbiters look.
 *
 * @param stance what it wants of them
 * @param claimNanos when a listening router will want to claim if nothing more is heard; {@link Arbiter#NEVER} for unknown
 * @param heardNanos when an advert of another router was heard last; {@link Arbiter#NEVER} for not at all
 * @param heartbeat whether another node is known to live: an advert within a master-down interval, or the answer of a peer
 * @param priority the priority in force
 * @param preempts whether it takes over from a living master of lower priority
 */
public record Situation(
        Stance stance, long claimNanos, long heardNanos, boolean heartbeat, Priority priority, boolean preempts) {
    boolean isWanting() {
        return stance == Stance.WANTING;
    }

    boolean isHolding() {
        return stance == Stance.HOLDING;
    }
}
