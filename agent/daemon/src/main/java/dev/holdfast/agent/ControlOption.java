package dev.holdfast.agent;

import dev.holdfast.agent.boot.ExitCode;
import dev.holdfast.agent.config.GlobalConfig;
import dev.holdfast.agent.control.Answer;
import dev.holdfast.agent.control.ControlClient;
import dev.holdfast.agent.control.Request;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where the running agent listens for its operator; shared by the commands that ask it something. */
final class ControlOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--control",
            paramLabel = "PATH",
            description = "The control socket of the running agent. Default: ${DEFAULT-VALUE}.")
    private Path control = GlobalConfig.DEFAULT_CONTROL_SOCKET;

    /** Asks, prints what the agent says, and gives the exit code. */
    int ask(Request request) {
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        try {
            Answer answer = ControlClient.ask(control, request);
            answer.problems().forEach(err::println);
            (answer.done() ? out : err).println(answer.message());
            answer.plan().forEach((fate, names) -> out.println("  " + fate + ": " + list(names)));
            return answer.done() ? ExitCode.OK : ExitCode.CANNOT_START;
        } catch (IOException unreachable) {
            return unreachable(err, command.qualifiedName(), unreachable);
        }
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? "-" : String.join(", ", names);
    }

    private int unreachable(PrintWriter err, String name, IOException why) {
        boolean forbidden = Files.exists(control) && !Files.isWritable(control);
        if (forbidden) {
            err.println(name + ": only root and the agent's own user may use " + control);
            return ExitCode.NO_PERMISSION;
        }
        err.println(name + ": no agent answers at " + control + ": " + why.getMessage());
        return ExitCode.UNREACHABLE;
    }
}
