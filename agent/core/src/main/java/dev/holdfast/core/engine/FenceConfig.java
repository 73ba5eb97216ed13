package dev.holdfast.core.engine;

import dev.holdfast.core.notify.ScriptCommand;

/**
 * How another master is put out of action.
 *
 * @param command the script that does it, and only ends with 0 when it is sure
 * @param timeoutNanos how long it may take, above 0
 */
public record FenceConfig(ScriptCommand command, long timeoutNanos, When when) {
    public static final long DEFAULT_TIMEOUT_NANOS = 60_000_000_000L;

    public FenceConfig {
        if (timeoutNanos <= 0) {
            throw new IllegalArgumentException("a script needs some time");
        }
    }

    /** What it is called for. */
    public enum When {
        /** Two masters are confirmed, and this one is the one to stay. */
        INCIDENT,
        /** A master fell silent, and this backup is to take over: only after success. */
        TAKEOVER
    }
}
