package dev.holdfast.lab;

import java.util.ArrayList;
import java.util.List;

/** What a scrape of very many instances costs: a page after the other on one connection, as a client on the node sees it. */
final class ScrapeBench {
    private static final int WARM_UP = 25;
    private static final int ROUNDS = 50;

    /** Slow enough that no page is the one before. */
    private static final String RATE = "5/s";

    private ScrapeBench() {}

    static void run(int instances) {
        Bench.header("page", "instances", "series", "kilobytes", "first ms", "p50 ms", "p99 ms", "CPU ms");
        try (ManyInstances many = new ManyInstances(Agent.Kind.HOLDFAST, instances)) {
            for (String accept : List.of("text/plain", "application/openmetrics-text")) {
                measure(many, instances, "/metrics", accept);
            }
            measure(many, instances, "/metrics/keepalived", "text/plain");
        }
    }

    private static void measure(ManyInstances many, int instances, String path, String accept) {
        String page = many.masterNode().httpGet(path);
        long series = page.lines().filter(line -> !line.startsWith("#")).count();
        List<Fetch> all = fetch(many, path, accept, WARM_UP);
        double idle = many.masterSeconds();
        Clock.sleep(5);
        double idlePerSecond = (many.masterSeconds() - idle) / 5;
        long fromMicros = Clock.nowMicros();
        double before = many.masterSeconds();
        List<Fetch> warm = fetch(many, path, accept, ROUNDS);
        double lasted = (Clock.nowMicros() - fromMicros) / 1e6;
        double used = many.masterSeconds() - before - idlePerSecond * lasted;
        Statistics seconds = new Statistics(warm.stream().map(Fetch::seconds).toList());
        Bench.row(
                path + ", " + accept,
                instances,
                series,
                warm.get(0).octets() / 1000,
                Bench.millis(all.get(0).seconds()),
                Bench.millis(seconds.quantile(0.5)),
                Bench.millis(seconds.quantile(0.99)),
                Bench.millis(used / ROUNDS));
    }

    private static List<Fetch> fetch(ManyInstances many, String path, String accept, int times) {
        String report = many.masterNode()
                .exec(
                        "curl",
                        "-sS",
                        "--rate",
                        RATE,
                        "-H",
                        "Accept: " + accept,
                        "-o",
                        "/dev/null",
                        "-w",
                        "%{time_total} %{size_download}\\n",
                        "http://127.0.0.1:9112" + path + "?[1-" + times + "]")
                .output();
        List<Fetch> fetches = new ArrayList<>();
        report.lines()
                .map(line -> line.split(" ", -1))
                .forEach(words -> fetches.add(new Fetch(Double.parseDouble(words[0]), Long.parseLong(words[1]))));
        return fetches;
    }

    private record Fetch(double seconds, long octets) {}
}
