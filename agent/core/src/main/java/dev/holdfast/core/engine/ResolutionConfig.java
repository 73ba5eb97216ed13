package dev.holdfast.core.engine;

import dev.holdfast.core.engine.SplitBrainConfig.Response;
import dev.holdfast.core.notify.ScriptCommand;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a split brain is ended.
 *
 * @param response what follows when two masters are confirmed
 * @param stickyLoser whether the one that gives in stays out until an operator clears it
 * @param fence how the other one is put out of action; there exactly when that is the response
 * @param reboot what the agent runs last when it fences its own node
 * @param linkBase where people reach the agent over HTTP; the engine only keeps it
 */
public record ResolutionConfig(
        Response response,
        boolean stickyLoser,
        Optional<FenceConfig> fence,
        Optional<ScriptCommand> reboot,
        Optional<String> linkBase) {
    /** Told, and nothing else. */
    public static final ResolutionConfig DEFAULT = of(Response.ALERT);

    public ResolutionConfig {
        if (fence.isPresent() != (response == Response.FENCE)) {
            throw new IllegalArgumentException("a fence needs a command");
        }
    }

    /** A response that needs no more words. */
    public static ResolutionConfig of(Response response) {
        return new ResolutionConfig(response, false, Optional.empty());
    }

    /** Without a command for a reboot, and without links. */
    public ResolutionConfig(Response response, boolean stickyLoser, Optional<FenceConfig> fence) {
        this(response, stickyLoser, fence, Optional.empty(), Optional.empty());
    }

    /** Every script there is, in no order. */
    public Stream<ScriptCommand> commands() {
        return Stream.concat(fence.map(FenceConfig::command).stream(), reboot.stream());
    }
}
