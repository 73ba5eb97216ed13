package dev.holdfast.agent;

import dev.holdfast.agent.arbitrate.DiskFile;
import dev.holdfast.agent.arbitrate.DiskPreparation;
import dev.holdfast.agent.boot.ExitCode;
import dev.holdfast.core.disk.DiskHeader;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast disk}. */
@Command(
        name = "disk",
        mixinStandardHelpOptions = true,
        description = "Looks after the disk of split_brain.arbitration.disk.",
        subcommands = {DiskCommand.Init.class, DiskCommand.Show.class})
final class DiskCommand extends CommandGroup {
    private static String reason(Path path, IOException failed) {
        boolean plain = !(failed instanceof FileSystemException) && failed.getMessage() != null;
        return plain ? String.valueOf(failed.getMessage()) : DiskFile.reason(path, failed);
    }

    /** {@code holdfast disk init}. */
    @Command(
            name = "init",
            mixinStandardHelpOptions = true,
            description = "Prepares an empty disk for nodes, or adds nodes to one. Overwrites nothing else.")
    static final class Init implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(index = "0", paramLabel = "PATH", description = "A block device, or a file that all nodes share.")
        private Path path = Path.of("");

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "NODE",
                description = "What each node calls itself: its router_id. 1 to 8 of them.")
        private List<String> nodes = List.of();

        @Override
        public Integer call() {
            try {
                new DiskPreparation(path).prepare(new DiskHeader(nodes));
                spec.commandLine().getOut().println(path + ": prepared for " + String.join(", ", nodes));
                return ExitCode.OK;
            } catch (IllegalArgumentException illegal) {
                throw new ParameterException(spec.commandLine(), String.valueOf(illegal.getMessage()), illegal);
            } catch (IOException refused) {
                spec.commandLine().getErr().println(reason(path, refused));
                return ExitCode.CANNOT_START;
            }
        }
    }

    /** {@code holdfast disk show}. */
    @Command(name = "show", mixinStandardHelpOptions = true, description = "Prints what the nodes have written.")
    static final class Show implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "PATH", description = "The disk.")
        private Path path = Path.of("");

        @Override
        public Integer call() {
            try {
                new DiskPreparation(path).show().forEach(spec.commandLine().getOut()::println);
                return ExitCode.OK;
            } catch (IOException refused) {
                spec.commandLine().getErr().println(reason(path, refused));
                return ExitCode.CANNOT_START;
            }
        }
    }
}
