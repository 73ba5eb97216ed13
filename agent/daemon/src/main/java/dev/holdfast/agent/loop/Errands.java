package dev.holdfast.agent.loop;

import dev.holdfast.core.lvs.TableOrder;
import dev.holdfast.core.track.TrackerId;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the loop has done by others, because it would have to wait.
 *
 * @param scripts starts scripts
 * @param arbiters asks who may hold the addresses
 * @param tables changes the kernel's table of virtual servers, which may have to load a module first
 * @param suspension has these checks not look, and all others look
 */
public record Errands(
        ScriptStarter scripts,
        ArbiterAsker arbiters,
        Consumer<TableOrder> tables,
        Consumer<Set<TrackerId>> suspension) {
    /** Nothing is done, and nothing answered. */
    static final Errands NONE = new Errands(run -> {}, (router, request) -> {}, order -> {}, checks -> {});
}
