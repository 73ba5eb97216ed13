package dev.holdfast.agent;

import dev.holdfast.agent.boot.Agent;
import dev.holdfast.agent.boot.ExitCode;
import dev.holdfast.agent.boot.StartFailure;
import dev.holdfast.agent.config.AgentConfig;
import dev.holdfast.agent.config.ConfigLoader;
import dev.holdfast.agent.config.ConfigResult;
import dev.holdfast.agent.config.Problem;
import dev.holdfast.agent.control.Answer;
import dev.holdfast.agent.log.Logging;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs an agent until a signal ends it. The main thread waits here and does what signals ask for. */
final class Runner implements ConfigResult.Visitor<Integer> {
    /** What ends or interrupts the wait of the main thread. */
    private enum Wake {
        STOP,
        RELOAD,
        CRASH,
        SELF_FENCE
    }

    private final RunSettings settings;
    private final BlockingQueue<Wake> wakes = new LinkedBlockingQueue<>();
    private final ConfigLoader loader = ThisHost.configLoader();

    Runner(RunSettings settings) {
        this.settings = settings;
    }

    /** Returns the exit code, unless an invariant broke: then the process ends here. */
    int run() {
        // Logging and signals take as long to set up as the configuration does to read, and neither needs the other.
        CompletableFuture<Void> surroundings =
                CompletableFuture.runAsync(this::prepare, task -> new Thread(task, "holdfast-prepare").start());
        ConfigResult read = loader.load(settings.config());
        surroundings.join();
        int exitCode = read.accept(this);
        Logging.flush();
        if (exitCode == ExitCode.INTERNAL) {
            // A broken invariant: no orderly end, which might wait for what is broken.
            Runtime.getRuntime().halt(exitCode);
        }
        return exitCode;
    }

    private void prepare() {
        Logging.use(settings.logFormat(), settings.logLevel().name());
        Signals.handle("TERM", this::stop);
        Signals.handle("INT", this::stop);
        Signals.handle("HUP", () -> wakes.add(Wake.RELOAD));
    }

    /** Ends the agent as a signal would. Any thread. */
    void stop() {
        wakes.add(Wake.STOP);
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

    private int runUntilToldToStop(AgentConfig config) {
        try {
            Agent agent = Agent.start(settings.config(), config, loader, () -> wakes.add(Wake.CRASH));
            agent.onSelfFence(() -> wakes.add(Wake.SELF_FENCE));
            settings.control().or(() -> config.global().controlSocket()).ifPresent(agent::listenForOperators);
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
                case RELOAD -> agent.reload().exceptionally(Runner::reloadFailed);
                case CRASH -> {
                    return ExitCode.INTERNAL;
                }
                case SELF_FENCE -> {
                    agent.stop();
                    agent.reboot();
                    return ExitCode.SELF_FENCED;
                }
                case STOP -> {
                    agent.stop();
                    return ExitCode.OK;
                }
            }
        }
    }

    private static Answer reloadFailed(Throwable thrown) {
        log().error("reload failed", thrown);
        return Answer.refused(thrown.toString());
    }

    private static Logger log() {
        return LoggerFactory.getLogger(Runner.class);
    }
}
