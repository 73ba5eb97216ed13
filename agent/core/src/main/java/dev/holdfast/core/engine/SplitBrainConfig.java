package dev.holdfast.core.engine;

import dev.holdfast.core.arbitrate.ArbitrationConfig;

/**
 * What is done against split brain, for all virtual routers of the node.
 *
 * @param response what follows when two masters are confirmed
 * @param peers the agents that are asked whether they are master too
 * @param arbitration what has a say about who may hold the addresses
 * @param claims how neighbours are asked who has our addresses
 */
public record SplitBrainConfig(Response response, AskedPeers peers, ArbitrationConfig arbitration, ClaimPolicy claims) {
    /** Told, and nothing else. */
    public static final SplitBrainConfig DEFAULT =
            new SplitBrainConfig(Response.ALERT, AskedPeers.NONE, ArbitrationConfig.NONE, ClaimPolicy.DEFAULT);

    /** The same under arbitration. */
    public SplitBrainConfig with(ArbitrationConfig other) {
        return new SplitBrainConfig(response, peers, other, claims);
    }

    /** The same with this about claims. */
    public SplitBrainConfig with(ClaimPolicy other) {
        return new SplitBrainConfig(response, peers, arbitration, other);
    }

    /** What follows when two masters are confirmed. */
    public enum Response {
        /** It is told, and people decide. */
        ALERT
    }
}
