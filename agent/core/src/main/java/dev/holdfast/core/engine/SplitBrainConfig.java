package dev.holdfast.core.engine;

import dev.holdfast.core.arbitrate.ArbitrationConfig;

/**
 * What is done against split brain, for all virtual routers of the node.
 *
 * @param resolution how one is ended
 * @param arbitration what has a say about who may hold the addresses
 */
public record SplitBrainConfig(ResolutionConfig resolution, ArbitrationConfig arbitration) {
    /** Told, and nothing else. */
    public static final SplitBrainConfig DEFAULT =
            new SplitBrainConfig(ResolutionConfig.DEFAULT, ArbitrationConfig.NONE);

    /** With a response that needs no more words. */
    public SplitBrainConfig(Response response, ArbitrationConfig arbitration) {
        this(ResolutionConfig.of(response), arbitration);
    }

    /** What follows when two masters are confirmed. */
    public enum Response {
        /** It is told, and people decide. */
        ALERT,
        /** The lesser one steps down. */
        YIELD,
        /** The better one has the other put out of action. */
        FENCE,
        /** The lesser one lets go of everything and ends, or restarts its machine. */
        SELF_FENCE
    }
}
