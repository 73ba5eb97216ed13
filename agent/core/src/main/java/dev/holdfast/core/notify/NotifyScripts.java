package dev.holdfast.core.notify;

import dev.holdfast.core.spi.RouterState;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The scripts of one virtual router or sync group.
 *
 * @param byState {@code notify_master}, {@code notify_backup}, {@code notify_fault}, {@code notify_stop}
 * @param any {@code notify}, which runs after the one of the state and is told everything by arguments
 * @param lowerMaster {@code notify_master_rx_lower_pri}, which runs while a master hears another that it does not yield to
 * @param splitBrain {@code notify_split_brain}, which runs when an incident is opened, known better, or over
 * @param reconciles whether the scripts of a master run once more when it stays master after another was heard
 * @param timeoutNanos how long each may run
 */
public record NotifyScripts(
        Map<RouterState, ScriptCommand> byState,
        Optional<ScriptCommand> any,
        Optional<ScriptCommand> lowerMaster,
        Optional<ScriptCommand> splitBrain,
        boolean reconciles,
        long timeoutNanos) {
    public static final long DEFAULT_TIMEOUT_NANOS = 30_000_000_000L;
    public static final NotifyScripts NONE = new NotifyScripts(Map.of(), Optional.empty(), DEFAULT_TIMEOUT_NANOS);

    public NotifyScripts {
        byState = Map.copyOf(byState);
        if (timeoutNanos <= 0) {
            throw new IllegalArgumentException("a script needs some time");
        }
    }

    /** Scripts for states alone. */
    public NotifyScripts(Map<RouterState, ScriptCommand> byState, Optional<ScriptCommand> any, long timeoutNanos) {
        this(byState, any, Optional.empty(), Optional.empty(), true, timeoutNanos);
    }

    /** Every script there is, in no order. */
    public Stream<ScriptCommand> commands() {
        return Stream.concat(
                byState.values().stream(),
                Stream.of(any, lowerMaster, splitBrain).flatMap(Optional::stream));
    }
}
