package dev.holdfast.core.engine;

/**
 * What is done against split brain, for all virtual routers of the node.
 *
 * @param response what follows when two masters are confirmed
 */
public record SplitBrainConfig(Response response) {
    /** Told, and nothing else. */
    public static final SplitBrainConfig DEFAULT = new SplitBrainConfig(Response.ALERT);

    /** What follows when two masters are confirmed. */
    public enum Response {
        /** It is told, and people decide. */
        ALERT
    }
}
