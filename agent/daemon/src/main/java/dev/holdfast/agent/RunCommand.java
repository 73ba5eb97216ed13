package dev.holdfast.agent;

import dev.holdfast.agent.log.LogFormat;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs the agent in the foreground. TERM and INT stop it, HUP reads the configuration again.")
final class RunCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration, YAML.")
    private Path config = Path.of("");

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description = "How log lines look: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private LogFormat logFormat = LogFormat.TEXT;

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            description = "The least level to log: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Level logLevel = Level.INFO;

    @Option(
            names = "--control",
            paramLabel = "PATH",
            description = "The control socket to listen on, instead of control_socket in the configuration.")
    private Optional<Path> control = Optional.empty();

    @Override
    public Integer call() {
        return new Runner(new RunSettings(config, logFormat, logLevel, control)).run();
    }
}
