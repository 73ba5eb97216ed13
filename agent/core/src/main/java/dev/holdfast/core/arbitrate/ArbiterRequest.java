package dev.holdfast.core.arbitrate;

/**
 * Something that an arbiter asks of a place outside this node. It is carried out beside the loop, within a bounded time, and
 * answered always, be it by a failure.
 */
public sealed interface ArbiterRequest permits WitnessRequest, DiskRequest {
    <R> R accept(Handler<R> handler);

    /** One method per place. */
    interface Handler<R> {
        R witness(WitnessRequest request);

        R disk(DiskRequest request);
    }
}
