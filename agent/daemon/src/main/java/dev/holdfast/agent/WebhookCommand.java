package dev.holdfast.agent;

import dev.holdfast.agent.boot.ExitCode;
import dev.holdfast.agent.config.AgentConfig;
import dev.holdfast.agent.config.ConfigResult;
import dev.holdfast.agent.config.Problem;
import dev.holdfast.core.spi.Exporter;
import dev.holdfast.core.spi.Exporter.Trial;
import dev.holdfast.core.spi.WebhookSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast webhook}. */
@Command(
        name = "webhook",
        mixinStandardHelpOptions = true,
        description = "Looks after webhooks.",
        subcommands = WebhookCommand.Test.class)
final class WebhookCommand extends CommandGroup {
    /** {@code holdfast webhook test}. */
    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = "Sends a sample to one webhook of a configuration and prints what was said, without secrets."
                    + " No agent need run.")
    static final class Test implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "NAME", description = "Its name in the configuration.")
        private String name = "";

        @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration, YAML.")
        private Path config = Path.of("");

        @Override
        public Integer call() {
            ConfigResult result = ThisHost.configLoader().load(config);
            for (Problem problem : result.problems()) {
                spec.commandLine().getErr().println(problem);
            }
            return result.accept(new ConfigResult.Visitor<>() {
                @Override
                public Integer onLoaded(ConfigResult.Loaded loaded) {
                    return send(loaded.config());
                }

                @Override
                public Integer onInvalid(ConfigResult.Invalid invalid) {
                    return ExitCode.CANNOT_START;
                }
            });
        }

        private int send(AgentConfig settings) {
            Optional<Trial> trial = ServiceLoader.load(Exporter.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .flatMap(exporter ->
                            exporter.trial(settings.engine().routerId(), settings.exporters(), name).stream())
                    .findFirst();
            trial.ifPresent(done -> spec.commandLine().getOut().print(done.exchange()));
            spec.commandLine().getOut().flush();
            if (trial.isEmpty()) {
                spec.commandLine().getErr().println(missing(settings));
            }
            return trial.map(Trial::accepted).orElse(false) ? ExitCode.OK : ExitCode.CANNOT_START;
        }

        private String missing(AgentConfig settings) {
            boolean known = settings.exporters().webhooks().stream()
                    .map(WebhookSettings::name)
                    .anyMatch(name::equals);
            return known
                    ? "the webhook exporter is not installed: its jar is missing in lib/"
                    : config + ": no webhook " + name + "; there are: "
                            + String.join(
                                    ", ",
                                    settings.exporters().webhooks().stream()
                                            .map(WebhookSettings::name)
                                            .toList());
        }
    }
}
