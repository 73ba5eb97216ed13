package dev.holdfast.agent;

import dev.holdfast.agent.control.Request;
import dev.holdfast.agent.control.Request.Verb;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast split-brain}. */
@Command(
        name = "split-brain",
        mixinStandardHelpOptions = true,
        description = "Shows split brains, and ends them by an operator's decision.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SplitBrainCommand.ListCommand.class,
            SplitBrainCommand.ResolveCommand.class,
            SplitBrainCommand.ClearCommand.class
        })
final class SplitBrainCommand extends CommandGroup {
    /** {@code holdfast split-brain list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists open incidents, and instances that stay out because they lost one.")
    static final class ListCommand implements Callable<Integer> {
        @Mixin
        private ControlOption control = new ControlOption();

        @Override
        public Integer call() {
            return control.ask(Request.of(Verb.SPLIT_BRAIN_LIST));
        }
    }

    /** {@code holdfast split-brain resolve}. */
    @Command(
            name = "resolve",
            mixinStandardHelpOptions = true,
            description = "Decides who stays master in an incident of this node.")
    static final class ResolveCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private ControlOption control = new ControlOption();

        @Parameters(paramLabel = "ID", description = "The number of the incident.")
        private long incident;

        @Option(
                names = "--keep",
                paramLabel = "NODE",
                required = true,
                description = "Who stays: this node by its router_id, another one by its address.")
        private String keep = "";

        @Option(
                names = "--token",
                paramLabel = "T",
                description = "The token of a message about the incident; asks over HTTP, and root is not needed.")
        private Optional<String> token = Optional.empty();

        @Option(
                names = "--url",
                paramLabel = "URL",
                description = "With --token: where the agent answers. Default: ${DEFAULT-VALUE}.")
        private URI url = HttpText.AGENT;

        @Override
        public Integer call() {
            return token.map(given -> TokenDecision.send(spec.commandLine(), url, incident, keep, given))
                    .orElseGet(() -> control.ask(Request.resolve(incident, keep)));
        }
    }

    /** {@code holdfast split-brain clear}. */
    @Command(
            name = "clear",
            mixinStandardHelpOptions = true,
            description = "Has an instance take part again that stays out because it lost a split brain.")
    static final class ClearCommand implements Callable<Integer> {
        @Mixin
        private ControlOption control = new ControlOption();

        @Parameters(paramLabel = "INSTANCE", description = "The instance, by its name in the configuration.")
        private String instance = "";

        @Override
        public Integer call() {
            return control.ask(Request.clear(instance));
        }
    }
}
