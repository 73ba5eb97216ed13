package dev.holdfast.agent;

import dev.holdfast.agent.boot.ExitCode;
import dev.holdfast.agent.config.ConfigResult;
import dev.holdfast.agent.config.Problem;
import dev.holdfast.agent.control.Request;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holdfast check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Reads a configuration and lists every problem in it. Starts nothing.")
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration, YAML.")
    private Path config = Path.of("");

    @Option(
            names = "--against-running",
            description = "Also asks the running agent what a reload with this file would do to which instance.")
    private boolean againstRunning;

    @Mixin
    private ControlOption control = new ControlOption();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ConfigResult result = ThisHost.configLoader().load(config);
        for (Problem problem : result.problems()) {
            spec.commandLine().getErr().println(problem);
        }
        return result.accept(new ConfigResult.Visitor<>() {
            @Override
            public Integer onLoaded(ConfigResult.Loaded loaded) {
                int instances = loaded.config().engine().routers().size();
                out.println(config + ": valid, " + instances + (instances == 1 ? " instance" : " instances"));
                return againstRunning ? askRunning() : ExitCode.OK;
            }

            @Override
            public Integer onInvalid(ConfigResult.Invalid invalid) {
                return ExitCode.CANNOT_START;
            }
        });
    }

    private int askRunning() {
        try {
            return control.ask(Request.plan(config.toString(), Files.readString(config)));
        } catch (IOException changed) {
            spec.commandLine().getErr().println(config + ": " + changed);
            return ExitCode.CANNOT_START;
        }
    }
}
