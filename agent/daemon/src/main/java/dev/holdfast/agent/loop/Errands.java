package dev.holdfast.agent.loop;

/**
 * What the loop has done by others, because it would have to wait.
 *
 * @param scripts starts scripts
 * @param arbiters asks who may hold the addresses
 */
public record Errands(ScriptStarter scripts, ArbiterAsker arbiters) {
    /** Nothing is done, and nothing answered. */
    static final Errands NONE = new Errands(run -> {}, (router, request) -> {});
}
