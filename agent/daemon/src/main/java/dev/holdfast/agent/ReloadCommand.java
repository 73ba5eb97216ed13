package dev.holdfast.agent;

import dev.holdfast.agent.control.Request;
import dev.holdfast.agent.control.Request.Verb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast reload}. */
@Command(
        name = "reload",
        mixinStandardHelpOptions = true,
        description = "Has the running agent read its configuration again; returns when it is in force, or refused.")
final class ReloadCommand implements Callable<Integer> {
    @Mixin
    private ControlOption control = new ControlOption();

    @Override
    public Integer call() {
        return control.ask(Request.of(Verb.RELOAD));
    }
}
