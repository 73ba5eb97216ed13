package dev.holdfast.lab;

import dev.holdfast.agent.boot.StartFailure;
import dev.holdfast.agent.config.AgentConfig;
import dev.holdfast.agent.config.ConfigLoader;
import dev.holdfast.agent.config.ConfigResult;
import dev.holdfast.agent.log.LogFormat;
import dev.holdfast.agent.log.Logging;
import dev.holdfast.core.port.Answer;
import java.nio.file.Path;
import java.util.List;

/** An agent whose virtual servers stand in its memory alone, for a kernel without IPVS. Runs until it is killed. */
final class DirectorWithoutIpvs {
    private DirectorWithoutIpvs() {}

    /** What the launcher becomes this class behind. */
    static List<String> prefix() {
        return List.of(
                "env",
                "HOLDFAST_CLASS_ARCHIVE=off",
                "HOLDFAST_JAVA_OPTS=-Dvertx.disableDnsResolver=true -Dvertx.disableMetrics=true -cp "
                        + System.getProperty("java.class.path") + " " + DirectorWithoutIpvs.class.getName());
    }

    /** The last argument is the configuration file. */
    public static void main(String[] arguments) throws StartFailure, InterruptedException {
        Logging.use(LogFormat.TEXT, "INFO");
        ConfigLoader loader = ConfigLoader.forThisHost("director");
        Path file = Path.of(arguments[arguments.length - 1]);
        AgentConfig config = loader.load(file).accept(new OrNothing());
        dev.holdfast.agent.boot.Agent.start(
                file, config, loader, () -> Runtime.getRuntime().halt(1), () -> Answer.of(new MemoryIpvsTable()));
        Thread.currentThread().join();
    }

    private static final class OrNothing implements ConfigResult.Visitor<AgentConfig> {
        @Override
        public AgentConfig onLoaded(ConfigResult.Loaded loaded) {
            return loaded.config();
        }

        @Override
        public AgentConfig onInvalid(ConfigResult.Invalid invalid) {
            throw new IllegalArgumentException(invalid.problems().toString());
        }
    }
}
