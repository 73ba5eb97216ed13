package dev.holdfast.core.engine;

/**
 * What is done against split brain, for all virtual routers of the node.
 *
 * @param resolution how one is ended
 */
public record SplitBrainConfig(ResolutionConfig resolution) {
    /** Told, and nothing else. */
    public static final SplitBrainConfig DEFAULT = new SplitBrainConfig(ResolutionConfig.DEFAULT);

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
