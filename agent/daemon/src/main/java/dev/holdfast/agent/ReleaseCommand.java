package dev.holdfast.agent;

import dev.holdfast.agent.control.Request;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code holdfast release}. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = "Has a master step down now, so that a peer takes over.")
final class ReleaseCommand implements Callable<Integer> {
    @Mixin
    private ControlOption control = new ControlOption();

    @Parameters(paramLabel = "INSTANCE", description = "The instance, by its name in the configuration.")
    private String instance = "";

    @Override
    public Integer call() {
        return control.ask(Request.release(instance));
    }
}
