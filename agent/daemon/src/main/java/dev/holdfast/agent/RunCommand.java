package dev.holdfast.agent;

import dev.holdfast.agent.boot.Agent;
import dev.holdfast.agent.boot.ExitCode;
import dev.holdfast.agent.boot.StartFailure;
import dev.holdfast.agent.config.AgentConfig;
import dev.holdfast.agent.config.ConfigLoader;
import dev.holdfast.agent.config.ConfigResult;
import dev.holdfast.agent.config.Problem;
import dev.holdfast.agent.log.LogFormat;
import dev.holdfast.agent.log.Logging;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs the agent in the foreground. TERM and INT stop it, HUP reads the configuration again.")
final class RunCommand implements Callable<Integer>, ConfigResult.Visitor<Integer> {
    /** What ends or interrupts the wait of the main thread. */
    private enum Wake {
        STOP,
        RELOAD,
        CRASH
    }

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
    private org.slf4j.event.Level logLevel = org.slf4j.event.Level.INFO;

    private final BlockingQueue<Wake> wakes = new LinkedBlockingQueue<>();
    private final ConfigLoader loader = ThisHost.configLoader();

    @Override
    public Integer call() {
        Logging.use(logFormat, logLevel.name());
        Signals.handle("TERM", () -> wakes.add(Wake.STOP));
        Signals.handle("INT", () -> wakes.add(Wake.STOP));
        Signals.handle("HUP", () -> wakes.add(Wake.RELOAD));
        int exitCode = loader.load(config).accept(this);
        Logging.flush();
        if (exitCode == ExitCode.INTERNAL) {
            // A broken invariant: no orderly end, which might wait for what is broken.
            Runtime.getRuntime().halt(exitCode);
        }
        return exitCode;
    }

    @Override
    public Integer onInvalid(ConfigResult.Invalid invalid) {
        invalid.problems().forEach(problem -> log().error("{}", problem));
        return ExitCode.CANNOT_START;
    }

    @Override
    public Integer onLoaded(ConfigResult.Loaded loaded) {
        for (Problem warning : loaded.warnings()) {
            log().warn("{}", warning);
        }
        return runUntilToldToStop(loaded.config());
    }

    private int runUntilToldToStop(AgentConfig settings) {
        try {
            Agent agent = Agent.start(config, settings, loader, () -> wakes.add(Wake.CRASH));
            return attend(agent);
        } catch (StartFailure failure) {
            log().error("cannot start: {}", failure.getMessage());
            return failure.exitCode();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERNAL;
        } catch (RuntimeException | LinkageError broken) {
            log().error("cannot start", broken);
            return ExitCode.INTERNAL;
        }
    }

    private int attend(Agent agent) throws InterruptedException {
        while (true) {
            switch (wakes.take()) {
                case RELOAD -> agent.reload().exceptionally(RunCommand::reloadFailed);
                case CRASH -> {
                    return ExitCode.INTERNAL;
                }
                case STOP -> {
                    agent.stop();
                    return ExitCode.OK;
                }
            }
        }
    }

    private static Boolean reloadFailed(Throwable thrown) {
        log().error("reload failed", thrown);
        return false;
    }

    private static Logger log() {
        return LoggerFactory.getLogger(RunCommand.class);
    }
}
