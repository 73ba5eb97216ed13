package dev.holdfast.core.notify;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The scripts of something that is up or down: a real server, or the quorum of a virtual server.
 *
 * @param timeoutNanos how long each may run
 */
public record UpDownScripts(Optional<ScriptCommand> up, Optional<ScriptCommand> down, long timeoutNanos) {
    public static final UpDownScripts NONE =
            new UpDownScripts(Optional.empty(), Optional.empty(), NotifyScripts.DEFAULT_TIMEOUT_NANOS);

    public UpDownScripts {
        if (timeoutNanos <= 0) {
            throw new IllegalArgumentException("a script needs some time");
        }
    }

    /** Every script there is, in no order. */
    public Stream<ScriptCommand> commands() {
        return Stream.of(up, down).flatMap(Optional::stream);
    }
}
