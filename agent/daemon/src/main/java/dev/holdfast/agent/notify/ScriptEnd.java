package dev.holdfast.agent.notify;

import dev.holdfast.core.spi.ScriptResult;
import java.util.regex.Pattern;

/**
 * How a script ended.
 *
 * @param id the run's id
 * @param exitStatus the exit status; -1 when there is none
 * @param detail the end of its output on one line, or why it could not be started; may be empty
 */
public record ScriptEnd(long id, ScriptResult result, int exitStatus, long tookNanos, String detail) {
    /** How the JVM and the C library say EAGAIN and ENOMEM; scripts are started without a locale. */
    private static final Pattern NO_ROOM = Pattern.compile("error[=:] ?1[12]\\b|Resource temporarily unavailable"
            + "|Cannot allocate memory|unable to create native thread");

    /** Whether it was this machine that had no room for another process, which says nothing about the script. */
    public boolean lackedResources() {
        return result == ScriptResult.NOT_STARTED && NO_ROOM.matcher(detail).find();
    }

    static ScriptEnd notStarted(long id, String why) {
        return new ScriptEnd(id, ScriptResult.NOT_STARTED, -1, 0, why);
    }
}
