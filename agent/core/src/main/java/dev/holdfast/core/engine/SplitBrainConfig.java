package dev.holdfast.core.engine;

/**
 * What is done against split brain, for all virtual routers of the node.
 *
 * @param response what follows when two masters are confirmed
 * @param claims how neighbours are asked who has our addresses
 */
public record SplitBrainConfig(Response response, ClaimPolicy claims) {
    /** Told, and nothing else. */
    public static final SplitBrainConfig DEFAULT = new SplitBrainConfig(Response.ALERT, ClaimPolicy.DEFAULT);

    /** What follows when two masters are confirmed. */
    public enum Response {
        /** It is told, and people decide. */
        ALERT
    }
}
