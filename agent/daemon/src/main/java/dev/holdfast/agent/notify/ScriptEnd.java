package dev.holdfast.agent.notify;

import dev.holdfast.core.spi.AgentEvent.ScriptResult;

/**
 * How a script ended.
 *
 * @param id the run's id
 * @param exitStatus the exit status; -1 when there is none
 * @param detail the end of its output on one line, or why it could not be started; may be empty
 */
public record ScriptEnd(long id, ScriptResult result, int exitStatus, long tookNanos, String detail) {
    static ScriptEnd notStarted(long id, String why) {
        return new ScriptEnd(id, ScriptResult.NOT_STARTED, -1, 0, why);
    }
}
