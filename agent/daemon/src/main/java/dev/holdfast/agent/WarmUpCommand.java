package dev.holdfast.agent;

import dev.holdfast.agent.log.LogFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code holdfast warm-up}: a short life of an agent, so that a class archive made of it holds what an agent loads. The
 * launcher runs it in a network namespace of its own, where nobody hears the election.
 */
@Command(name = "warm-up", hidden = true, description = "Goes through a whole election and ends; for the launcher.")
final class WarmUpCommand implements Callable<Integer> {
    /** Three missed adverts of a tenth of a second and the skew, with room. */
    private static final long ELECTION_MILLIS = 900;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--interface", required = true, paramLabel = "NAME", description = "Where nobody listens.")
    private String device = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("holdfast-warm-up");
        Path config = folder.resolve("holdfast.yaml");
        try {
            Files.writeString(config, yaml(folder.resolve("control.sock")));
            return live(new Runner(new RunSettings(config, LogFormat.TEXT, Level.INFO, Optional.empty())));
        } finally {
            Files.deleteIfExists(config);
            Files.deleteIfExists(folder); // Empty: the agent has removed its socket.
        }
    }

    /** Words that nearly every configuration has, and lists in both notations. */
    private String yaml(Path controlSocket) {
        return """
                global_defs:
                  router_id: warm-up
                  control_socket: %s
                http:
                  listen: %s
                vrrp_instance:
                  warm_up:
                    interface: %s
                    version: 3
                    virtual_router_id: 1
                    priority: 100
                    advert_int: 0.1
                    virtual_ipaddress: [192.0.2.100/24]
                    track_interface:
                      - %s
                """.formatted(controlSocket, HttpText.AGENT.getAuthority(), device, device);
    }

    private int live(Runner runner) throws InterruptedException {
        CompletableFuture<Integer> exitCode =
                CompletableFuture.supplyAsync(runner::run, task -> new Thread(task, "warm-up").start());
        TimeUnit.MILLISECONDS.sleep(ELECTION_MILLIS);
        for (String page : List.of("/status", "/status/warm_up", "/healthz", "/metrics")) {
            visit(page);
        }
        runner.stop();
        return exitCode.join();
    }

    private void visit(String page) {
        try {
            HttpText.get(HttpText.AGENT.resolve(page), HttpText.Access.NONE);
        } catch (IOException absent) {
            spec.commandLine().getErr().println("holdfast warm-up: " + page + ": " + absent.getMessage());
        }
    }
}
