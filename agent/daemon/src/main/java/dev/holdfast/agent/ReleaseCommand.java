package dev.holdfast.agent;

import dev.holdfast.agent.control.Request;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast release}. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = "Has a master step down now, so that a peer takes over.")
final class ReleaseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ControlOption control = new ControlOption();

    @Parameters(paramLabel = "INSTANCE", description = "The instance, by its name in the configuration.")
    private String instance = "";

    @Override
    public Integer call() {
        return control.ask(spec.commandLine(), Request.release(instance));
    }
}
