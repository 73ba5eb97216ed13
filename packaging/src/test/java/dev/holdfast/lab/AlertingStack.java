package dev.holdfast.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real Prometheus with the rules that users install, a real Alertmanager with their example, and a pager. */
final class AlertingStack {
    /** Fast, so that a test of twenty takeovers sees each of them; the rules are as they are. */
    static final String SCRAPE_INTERVAL = "1s";

    private static final Path ALERTING =
            Path.of("..", "alerting").toAbsolutePath().normalize();
    private static final double START_SECONDS = 30;

    /** Prints a line for each alert of each notification. */
    private static final String PAGER = """
            import http.server, json

            class Pager(http.server.BaseHTTPRequestHandler):
                def do_POST(self):
                    body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                    for alert in body["alerts"]:
                        print("paged", alert["labels"]["alertname"], alert["status"], alert["annotations"]["description"])
                    self.send_response(200)
                    self.end_headers()

                def log_message(self, *arguments):
                    pass

            print("listens")
            http.server.ThreadingHTTPServer(("127.0.0.1", 8080), Pager).serve_forever()
            """;

    private final LabNode node;
    private final LabProcess pager;

    private AlertingStack(LabNode node, LabProcess pager) {
        this.node = node;
        this.pager = pager;
    }

    /** Starts all three on a node of its own, which scrapes the agents of others. */
    static AlertingStack start(Lab lab, LabNode node, List<LabNode> agents) {
        LabProcess pager = LabProcess.start(
                lab,
                node.namespace(),
                List.of("/usr/bin/python3", "-u", lab.write("pager.py", PAGER).toString()));
        pager.awaitLine("listens", START_SECONDS);
        AlertingStack stack = new AlertingStack(node, pager);
        stack.startAlertmanager(lab);
        stack.startPrometheus(lab, agents);
        return stack;
    }

    private void startAlertmanager(Lab lab) {
        // The example as it is, but for the receivers' addresses.
        String example = read(ALERTING.resolve("alertmanager.example.yml"))
                .replaceAll("http://\\w+\\.example\\.net/alerts", "http://127.0.0.1:8080/");
        LabProcess.start(
                        lab,
                        node.namespace(),
                        List.of(
                                "prometheus-alertmanager",
                                "--config.file=" + lab.write("alertmanager.yml", example),
                                "--storage.path=" + lab.folder().resolve("alertmanager"),
                                "--cluster.listen-address=",
                                "--web.listen-address=127.0.0.1:9093"))
                .awaitLine("Listening on", START_SECONDS);
    }

    private void startPrometheus(Lab lab, List<LabNode> agents) {
        List<String> targets =
                agents.stream().map(agent -> '"' + agent.ipv4() + ":9112\"").toList();
        String config = """
                global: {scrape_interval: %s, scrape_timeout: 1s, evaluation_interval: 1s}
                rule_files: ["%s"]
                alerting: {alertmanagers: [{static_configs: [{targets: ["127.0.0.1:9093"]}]}]}
                scrape_configs: [{job_name: vrrp, static_configs: [{targets: %s}]}]
                """.formatted(SCRAPE_INTERVAL, ALERTING.resolve("vrrp.rules.yml"), targets);
        LabProcess.start(
                        lab,
                        node.namespace(),
                        List.of(
                                "prometheus",
                                "--config.file=" + lab.write("prometheus.yml", config),
                                "--storage.tsdb.path=" + lab.folder().resolve("prometheus"),
                                "--web.listen-address=127.0.0.1:9090"))
                .awaitLine("Server is ready", START_SECONDS);
    }

    /** What Prometheus answers to an expression, as JSON. */
    String query(String expression) {
        return node.exec("curl", "-sS", "--data-urlencode", "query=" + expression, "http://127.0.0.1:9090/api/v1/query")
                .output();
    }

    /** Waits until an expression has a result. */
    boolean sees(String expression, double seconds) {
        return Clock.waitFor(seconds, () -> query(expression).contains("\"metric\""));
    }

    /** The lines of the pager. */
    LabProcess pager() {
        return pager;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
