package dev.holdfast.agent;

import dev.holdfast.agent.boot.BuildInfo;
import dev.holdfast.agent.boot.ExitCode;
import dev.holdfast.agent.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code holdfast}. */
@Command(
        name = "holdfast",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Keeps one virtual IP answering: VRRP, virtual addresses and their monitoring in one agent.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RunCommand.class, CheckCommand.class, StatusCommand.class, DemoCommand.class, WarmUpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:ended as asked, valid, answered",
            " 1:invalid configuration, or cannot start here",
            " 2:wrong command line",
            " 3:status: no agent answers",
            "70:internal error, the agent has resigned",
            "77:missing permission"
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        // Settings of libraries that must stand before their first class is loaded.
        System.setProperty("vertx.disableDnsResolver", "true"); // We listen on literals and ask for no name.
        System.setProperty("vertx.disableMetrics", "true");
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((thrown, command, parsed) -> {
                    thrown.printStackTrace(command.getErr());
                    return ExitCode.INTERNAL;
                });
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            BuildInfo build = BuildInfo.read();
            return new String[] {"holdfast " + build.version() + " (" + build.revision() + ")"};
        }
    }
}
