package dev.holdfast.core.arbitrate;

import dev.holdfast.core.net.Priority;

/**
 * Where a virtual router stands when its arbiters look.
 *
 * @param stance what it wants of them
 * @param claimNanos when a listening router will want to claim if nothing more is heard; {@link Arbiter#NEVER} for unknown
 * @param heardNanos when an advert of another router was heard last; {@link Arbiter#NEVER} for not at all
 * @param resigned whether that advert said that its sender goes
 * @param heartbeat whether another node is known to live: for a holder, that peers answer and none is master beside it; else
 *     an advert within a master-down interval
 * @param priority the priority in force
 * @param preempts whether it takes over from a living master of lower priority
 */
public record Situation(
        Stance stance,
        long claimNanos,
        long heardNanos,
        boolean resigned,
        boolean heartbeat,
        Priority priority,
        boolean preempts) {
    boolean isWanting() {
        return stance == Stance.WANTING;
    }

    boolean isHolding() {
        return stance == Stance.HOLDING;
    }

    /** The same, of a router that leaves a living master alone. */
    Situation withoutPreemption() {
        return new Situation(stance, claimNanos, heardNanos, resigned, heartbeat, priority, false);
    }
}
