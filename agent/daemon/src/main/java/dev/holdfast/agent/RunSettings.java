package dev.holdfast.agent;

import dev.holdfast.agent.log.LogFormat;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.event.Level;

/**
 * What {@code holdfast run} is told.
 *
 * @param config the configuration file
 * @param logFormat how log lines look
 * @param logLevel the least level to log
 * @param control where operators reach the agent, whatever the configuration says; empty for what it says
 */
record RunSettings(Path config, LogFormat logFormat, Level logLevel, Optional<Path> control) {
    /**
     * Understands {@code run --config FILE} without the help of picocli. An agent that takes over is often one that was
     * just started; picocli's classes cannot be kept in a class archive, for they are older than it supports, and loading
     * them would be a quarter of the start.
     *
     * @return empty for everything else, and picocli decides what it means
     */
    static Optional<RunSettings> ofPlain(String[] arguments) {
        boolean isPlain = arguments.length == 3 && arguments[0].equals("run") && arguments[1].equals("--config");
        return isPlain
                ? Optional.of(new RunSettings(Path.of(arguments[2]), LogFormat.TEXT, Level.INFO, Optional.empty()))
                : Optional.empty();
    }
}
