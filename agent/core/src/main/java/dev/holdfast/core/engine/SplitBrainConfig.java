package dev.holdfast.core.engine;

import dev.holdfast.core.arbitrate.ArbitrationConfig;

/**
 * What is done against split brain, for all virtual routers of the node.
 *
 * @param resolution how one is ended
 * @param peers the agents that are asked whether they are master too
 * @param arbitration what has a say about who may hold the addresses
 * @param claims how neighbours are asked who has our addresses
 */
public record SplitBrainConfig(
        ResolutionConfig resolution, AskedPeers peers, ArbitrationConfig arbitration, ClaimPolicy claims) {
    /** Told, and nothing else. */
    public static final SplitBrainConfig DEFAULT = new SplitBrainConfig(
            ResolutionConfig.DEFAULT, AskedPeers.NONE, ArbitrationConfig.NONE, ClaimPolicy.DEFAULT);

    /** The same, ended like this. */
    public SplitBrainConfig with(ResolutionConfig other) {
        return new SplitBrainConfig(other, peers, arbitration, claims);
    }

    /** The same under arbitration. */
    public SplitBrainConfig with(ArbitrationConfig other) {
        return new SplitBrainConfig(resolution, peers, other, claims);
    }

    /** The same with this about claims. */
    public SplitBrainConfig with(ClaimPolicy other) {
        return new SplitBrainConfig(resolution, peers, arbitration, other);
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
