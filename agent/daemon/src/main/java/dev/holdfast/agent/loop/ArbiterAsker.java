package dev.holdfast.agent.loop;

import dev.holdfast.core.arbitrate.ArbiterRequest;
import dev.holdfast.core.net.RouterKey;

/** Asks places outside this node, away from the loop, who may hold the addresses. */
@FunctionalInterface
public interface ArbiterAsker {
    /**
     * Has a request of this router carried out within a bounded time and its answer posted to the loop, also when nothing
     * could be asked. Called on the agent loop; returns at once.
     */
    void ask(RouterKey router, ArbiterRequest request);
}
