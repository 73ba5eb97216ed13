package dev.holdfast.agent.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One node of the pair: its configuration, its process, and what it says of itself. */
final class DemoNode {
    static final String INSTANCE = "VI_DEMO";

    /** What a node is called that gives no answer. */
    static final String NO_ANSWER = "NO ANSWER";

    private static final int ANSWER_MILLIS = 500;
    private static final int STOP_SECONDS = 5;
    private static final int LOG_LINES = 15;

    private final String name;
    private final int port;
    private final Path config;
    private final Path log;
    private final ObjectMapper json = new ObjectMapper();
    private Optional<Process> process = Optional.empty();

    private DemoNode(String name, int port, Path folder) {
        this.name = name;
        this.port = port;
        this.config = folder.resolve(name + ".yaml");
        this.log = folder.resolve(name + ".log");
    }

    static DemoNode create(String name, int port, String namespace, int priority, Path folder) throws IOException {
        DemoNode node = new DemoNode(name, port, folder);
        Files.writeString(node.config, configuration(name, port, namespace, priority));
        return node;
    }

    private static String configuration(String name, int port, String namespace, int priority) {
        return """
                global_defs:
                  router_id: %s
                  net_namespace: %s
                  control_socket: off
                http:
                  listen: 127.0.0.1:%d
                vrrp_instance:
                  %s:
                    state: BACKUP
                    interface: eth0
                    virtual_router_id: 51
                    priority: %d
                    advert_int: 1
                    virtual_ipaddress:
                      - %s/24
                """.formatted(name, namespace, port, INSTANCE, priority, DemoNetwork.VIP);
    }

    String name() {
        return name;
    }

    Path config() {
        return config;
    }

    Path log() {
        return log;
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** Starts the agent; its log goes on where an earlier one ended. */
    void start() throws IOException {
        List<String> command = JavaCommand.agent("run", "--config", config.toString());
        process = Optional.of(new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectErrorStream(true)
                .start());
    }

    boolean isRunning() {
        return process.map(Process::isAlive).orElse(false);
    }

    /** Ends the agent without giving it a chance to say a word, as a crash would. */
    void kill() {
        process.ifPresent(Process::destroyForcibly);
    }

    /** Ends the agent as an operator would; kills it if that does not help. May be called twice. */
    void stop() {
        process.ifPresent(running -> {
            running.destroy();
            try {
                if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    running.destroyForcibly();
                }
            } catch (InterruptedException e) {
                running.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        });
    }

    /** MASTER, BACKUP and so on, as the agent says; {@link #NO_ANSWER} when it does not. */
    String state() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(url("/status/" + INSTANCE)).toURL().openConnection();
            connection.setConnectTimeout(ANSWER_MILLIS);
            connection.setReadTimeout(ANSWER_MILLIS);
            try (InputStream body = connection.getInputStream()) {
                return json.readTree(body).findPath("state").asText(NO_ANSWER).toUpperCase(Locale.ROOT);
            }
        } catch (IOException e) {
            // Not up yet, or gone: that is an answer too.
            return NO_ANSWER;
        }
    }

    /** The end of the agent's log, for a message. */
    String logTail() {
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return log + ": " + e.getMessage();
        }
    }
}
