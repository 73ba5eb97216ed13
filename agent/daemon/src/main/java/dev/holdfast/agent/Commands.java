package dev.holdfast.agent;

import dev.holdfast.agent.boot.BuildInfo;
import dev.holdfast.agent.boot.ExitCode;
import dev.holdfast.agent.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code holdfast} as picocli sees it. */
@Command(
        name = "holdfast",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        description = "Keeps one virtual IP answering: VRRP, virtual addresses and their monitoring in one agent.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            StatusCommand.class,
            ReleaseCommand.class,
            MaintenanceCommand.class,
            SplitBrainCommand.class,
            ReloadCommand.class,
            WebhookCommand.class,
            DiskCommand.class,
            DigestCommand.class,
            DoctorCommand.class,
            DemoCommand.class,
            WarmUpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:ended as asked, valid, answered",
            " 1:invalid configuration, cannot start here, something is missing, or the agent refused",
            " 2:wrong command line",
            " 3:no agent answers, or no page",
            "70:internal error, the agent has resigned",
            "76:lost a split brain and fenced itself",
            "77:missing permission"
        })
final class Commands extends CommandGroup {
    static int execute(String[] arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Commands())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((thrown, command, parsed) -> {
                    thrown.printStackTrace(command.getErr());
                    return ExitCode.INTERNAL;
                });
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
