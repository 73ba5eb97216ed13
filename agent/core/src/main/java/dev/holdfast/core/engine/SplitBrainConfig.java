package dev.holdfast.core.engine;

import dev.holdfast.core.arbitrate.ArbitrationConfig;

/**
 * What is done against split brain, for all virtual routers of the node.
 *
 * @param response what follows when two masters are confirmed
 * @param arbitration what has a say about who may hold the addresses
 */
public record SplitBrainConfig(Response response, ArbitrationConfig arbitration) {
    /** Told, and nothing else. */
    public static final SplitBrainConfig DEFAULT = new SplitBrainConfig(Response.ALERT, ArbitrationConfig.NONE);

    /** The same under this arbitration. */
    public SplitBrainConfig with(ArbitrationConfig changed) {
        return new SplitBrainConfig(response, changed);
    }

    /** What follows when two masters are confirmed. */
    public enum Response {
        /** It is told, and people decide. */
        ALERT
    }
}
