package dev.holdfast.lab;

import java.util.List;

/** How punctual adverts are while clients on the network flood the status port of the node that sends them. */
final class FloodBench {
    private static final String INTERVAL = "0.1";
    private static final double WARM_SECONDS = 10;

    private FloodBench() {}

    static void run(int seconds) {
        Bench.header("clients", "program", "per second", "sent", "off by p50 ms", "off by p99 ms", "latest ms");
        for (boolean realTime : List.of(false, true)) {
            for (String clients : List.of("none", "loris", "scrapes")) {
                measure(clients, realTime, seconds);
            }
        }
    }

    private static void measure(String clients, boolean realTime, int seconds) {
        try (Lab lab = Lab.open()) {
            LabNode node = lab.node(1);
            LabNode attacker = lab.node(3);
            AddressWatch watch = AddressWatch.start(lab, node);
            Router router = Router.of(Protocol.V3_IPV4, 150, node, node).withInterval(INTERVAL);
            HoldfastProcess.start(lab, node, yaml(router, realTime)).awaitReady();
            watch.awaitHolds(router.protocol().address(), 30);
            Capture capture = Capture.outgoing(lab, node);
            LabProcess flood = LabProcess.start(lab, attacker.namespace(), command(clients, node, seconds));
            Clock.sleep(WARM_SECONDS);
            long fromMicros = Clock.nowMicros();
            Clock.sleep(seconds);
            List<Frame> adverts = capture.adverts().stream()
                    .filter(frame -> frame.micros() >= fromMicros)
                    .toList();
            flood.awaitLine("done", WARM_SECONDS + 30);
            print(clients, realTime, flood, adverts);
        }
    }

    private static String yaml(Router router, boolean realTime) {
        String yaml = "http: {listen: \"0.0.0.0:9112\", insecure: true}\n" + router.holdfastConfig();
        return realTime ? yaml.replace("global_defs:\n", "global_defs:\n  vrrp_rt_priority: 50\n") : yaml;
    }

    private static List<String> command(String clients, LabNode target, int seconds) {
        String lasts = Integer.toString((int) WARM_SECONDS + seconds + 5);
        return clients.equals("none")
                ? List.of("bash", "-c", "sleep " + lasts + "; echo done 0")
                : List.of(
                        "java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.holdfast.lab.Flood",
                        clients,
                        target.ipv4(),
                        lasts);
    }

    private static void print(String clients, boolean realTime, LabProcess flood, List<Frame> adverts) {
        List<Double> lateness = AdvertBench.lateness(adverts, Double.parseDouble(INTERVAL));
        Statistics off = new Statistics(lateness.stream().map(Math::abs).toList());
        String done = flood.lines().stream()
                .filter(line -> line.startsWith("done "))
                .findFirst()
                .orElseThrow();
        Bench.row(
                clients,
                realTime ? "Holdfast, vrrp_rt_priority" : "Holdfast",
                done.substring("done ".length()),
                adverts.size(),
                Bench.millis(off.quantile(0.5)),
                Bench.millis(off.quantile(0.99)),
                Bench.millis(new Statistics(lateness).max()));
    }
}
