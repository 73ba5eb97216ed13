package dev.holdfast.agent;

import dev.holdfast.agent.log.LogbackProvider;
import java.util.Optional;

/** {@code holdfast}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // Settings of libraries that must stand before their first class is loaded.
        System.setProperty("vertx.disableDnsResolver", "true"); // We listen on literals and ask for no name.
        System.setProperty("vertx.disableMetrics", "true");
        System.setProperty(LogbackProvider.PROPERTY, LogbackProvider.class.getName());
        System.setProperty("slf4j.internal.verbosity", "WARN"); // Else it tells that it was told so.
        // This class does not mention picocli: see RunSettings.
        Optional<RunSettings> plainRun = RunSettings.ofPlain(arguments);
        System.exit(plainRun.isPresent() ? new Runner(plainRun.get()).run() : Commands.execute(arguments));
    }
}
