package dev.holdfast.core.notify;

import dev.holdfast.core.spi.RouterState;
import java.util.Map;
import java.util.Optional;

/**
 * The scripts of one virtual router.
 *
 * @param byState {@code notify_master}, {@code notify_backup}, {@code notify_fault}, {@code notify_stop}
 * @param any {@code notify}, which runs after the one of the state and is told everything by arguments
 * @param timeoutNanos how long each may run
 */
public record NotifyScripts(Map<RouterState, ScriptCommand> byState, Optional<ScriptCommand> any, long timeoutNanos) {
    public static final long DEFAULT_TIMEOUT_NANOS = 30_000_000_000L;
    public static final NotifyScripts NONE = new NotifyScripts(Map.of(), Optional.empty(), DEFAULT_TIMEOUT_NANOS);

    public NotifyScripts {
        byState = Map.copyOf(byState);
        if (timeoutNanos <= 0) {
            throw new IllegalArgumentException("a script needs some time");
        }
    }
}
