package dev.holdfast.agent.config;

import dev.holdfast.agent.track.ProbeConfig.Remedy;
import java.util.Optional;

/** Reads {@code remedy}: what is tried before a failure counts. */
final class RemedyReader {
    private static final long DEFAULT_TIMEOUT = 30 * Durations.SECOND;
    private static final long DEFAULT_WAIT = 5 * Durations.SECOND;
    private static final long MIN_TIMEOUT = 100 * Durations.MILLI;

    /** All the while a node that fails stays master; whoever needs longer has no failover. */
    private static final long MAX_TIMEOUT = 10 * 60 * Durations.SECOND;

    private RemedyReader() {}

    static Optional<Remedy> read(Section definition, ScriptReader scripts) {
        return definition
                .section("remedy", Block.REMEDY, "such as {command: /etc/holdfast/restart.sh}")
                .flatMap(section -> {
                    long timeout = Spans.read(section, "timeout", MIN_TIMEOUT, MAX_TIMEOUT, "100ms..10m")
                            .orElse(DEFAULT_TIMEOUT);
                    long wait = Spans.read(section, "wait", 0, MAX_TIMEOUT, "0..10m")
                            .orElse(DEFAULT_WAIT);
                    return scripts.read(section, "command").map(command -> new Remedy(command, timeout, wait));
                });
    }
}
