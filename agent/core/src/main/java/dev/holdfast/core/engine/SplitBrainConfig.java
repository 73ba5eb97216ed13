package dev.holdfast.core.engine;

/**
 * What is done against split brain, for all virtual routers of the node.
 *
 * @param response what follows when two masters are confirmed
 * @param peers the agents that are asked whether they are master too
 */
public record SplitBrainConfig(Response response, AskedPeers peers) {
    /** Told, and nothing else. */
    public static final SplitBrainConfig DEFAULT = new SplitBrainConfig(Response.ALERT, AskedPeers.NONE);

    /** What follows when two masters are confirmed. */
    public enum Response {
        /** It is told, and people decide. */
        ALERT
    }
}
