package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.monitoring.Dashboard;
import dev.holdfast.monitoring.Exposition;
import dev.holdfast.monitoring.NamesCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The queries of the dashboards, asked of a real Prometheus that scraped a pair through two takeovers. */
@LabTest
class DashboardIT {
    private static final String VIP = "192.0.2.103";
    private static final String DUAL_MASTER = "annotation Dual master";

    /** What has no data in a pair in which nothing is wrong but what the test did, and why. */
    private static final Map<String, String> EMPTY = Map.of(
            "VRRP / Overview: " + DUAL_MASTER,
            "a takeover is none",
            "VRRP / Node: " + DUAL_MASTER,
            "a takeover is none",
            "VRRP / Node: Refused and not sent B",
            "the kernel takes every advert",
            "VRRP / Node: Webhooks D",
            "there is room for all events");

    /** Takes some events, and says of others that it never will. */
    private static final String RECEIVER = """
            import http.server

            class Receiver(http.server.BaseHTTPRequestHandler):
                def do_POST(self):
                    self.rfile.read(int(self.headers["Content-Length"]))
                    self.send_response(400 if self.path == "/refused" else 200)
                    self.end_headers()

                def log_message(self, *arguments):
                    pass

            print("listens", flush=True)
            http.server.ThreadingHTTPServer(("127.0.0.1", 8080), Receiver).serve_forever()
            """;

    /** One real server that goes, and one that was never there. */
    private static final String DIRECTOR = """
            http: {listen: "0.0.0.0:9112", insecure: true}
            virtual_server:
              192.0.2.100 80:
                protocol: TCP
                delay_loop: 500ms
                warmup: 0
                real_server:
                  127.0.0.1 8080: {TCP_CHECK: {retry: 0}}
                  127.0.0.1 1: {TCP_CHECK: {retry: 0}}
                sorry_server: 127.0.0.1 2
            """;

    @Test
    void everyQueryHasDataOfAPairThatTookOverAndNamesOnlyWhatItShows() throws IOException {
        try (Pair pair = new Pair()) {
            Path wanted = pair.lab().write("wanted", "");
            AlertingStack prometheus = startMonitored(pair, wanted);

            refuseSomeAdverts(pair);
            Files.delete(wanted);
            pair.watchB().awaitHolds(VIP, 20);
            Clock.sleep(4);
            Files.createFile(wanted);
            pair.watchA().awaitHolds(VIP, 20);
            Clock.sleep(5);

            assertThat(queriesWithoutData(prometheus, queries()))
                    .containsExactlyElementsOf(new TreeSet<>(EMPTY.keySet()));
            assertThat(legendsWithoutLabel(prometheus, queries())).isEmpty();

            dropAdverts(pair.b());
            assertThat(Clock.waitFor(30, () -> dualMasterIsMarked(prometheus)))
                    .as("two masters are marked")
                    .isTrue();
            // Only now: a cause is shown while there are two.
            assertThat(namesThatAreNotShown(pair)).isEmpty();
        }
    }

    /** What the kernel would count stays 0; that a kernel with IPVS has all names is what MonitoredNamesIT looks for. */
    @Test
    void everyQueryOfVirtualServersHasDataAndNamesOnlyWhatItShows() {
        try (Lab lab = Lab.open()) {
            LabNode director = lab.node(1);
            LabProcess server = startReceiver(lab, director);
            HoldfastProcess.start(lab, director, DIRECTOR, DirectorWithoutIpvs.prefix())
                    .awaitReady();
            AlertingStack prometheus = AlertingStack.start(lab, lab.client(), List.of(director));
            assertThat(prometheus.sees("count(lvs_real_server_up == 0) == 1", 30))
                    .isTrue();

            server.close();
            assertThat(prometheus.sees("count(lvs_real_server_up == 0) == 2", 30))
                    .isTrue();
            Clock.sleep(5);

            assertThat(queriesWithoutData(prometheus, lvsQueries()))
                    .allMatch(
                            query -> query.contains("Trouble with the kernel's table"), "nobody else is at the table");
            assertThat(legendsWithoutLabel(prometheus, lvsQueries())).isEmpty();
        }
    }

    /** A pair with something to do for each part of an agent: both families, checks, a weight, scripts and webhooks good and bad, a group. */
    private static AlertingStack startMonitored(Pair pair, Path wanted) {
        Lab lab = pair.lab();
        startReceiver(lab, pair.a());
        startReceiver(lab, pair.b());
        HoldfastProcess.start(lab, pair.a(), config(lab, pair.routerA(Protocol.V3_IPV4), wanted));
        pair.watchA().awaitHolds(VIP, 30);
        // Node b has the file that node a is to lose.
        Path own = lab.write("own", "");
        HoldfastProcess b = HoldfastProcess.start(lab, pair.b(), config(lab, pair.routerB(Protocol.V3_IPV4), own));
        Pair.awaitListening(Agent.Kind.HOLDFAST, b, pair.b());
        AlertingStack stack = AlertingStack.start(lab, lab.client(), List.of(pair.a(), pair.b()));
        assertThat(stack.sees("sum(up) == 2 and count(vrrp_master) == 4", 30))
                .as("both are scraped")
                .isTrue();
        return stack;
    }

    private static LabProcess startReceiver(Lab lab, LabNode node) {
        String script = lab.write("receiver.py", RECEIVER).toString();
        LabProcess receiver = LabProcess.start(lab, node.namespace(), List.of("/usr/bin/python3", script));
        receiver.awaitLine("listens", 20);
        return receiver;
    }

    private static String config(Lab lab, Router router, Path wanted) {
        Path state = lab.folder().resolve("state-" + router.self().letter());
        return """
                webhook:
                  taken: {url: "http://127.0.0.1:8080/taken"}
                  refused: {url: "http://127.0.0.1:8080/refused"}
                  unreachable: {url: "http://127.0.0.1:1/"}
                http: {listen: "0.0.0.0:9112", insecure: true}
                vrrp_check:
                  wanted: {type: file, path: %s, interval: 200ms, fall: 1, rise: 1}
                  preferred: {type: file, path: /etc/hostname, interval: 1s, weight: 10}
                vrrp_sync_group:
                  VG_1: {group: [VI_1], sync_group_tracking_weight: true}
                """.formatted(wanted)
                + router.withExtra("    track_check: [wanted, preferred]\n")
                        .withExtra("    notify_master: /bin/true\n")
                        .withExtra("    notify_backup: /bin/false\n")
                        .holdfastConfig()
                        .replace("global_defs:\n", "global_defs:\n  state_directory: " + state + "\n")
                + """
                  VI_6:
                    state: BACKUP
                    interface: eth0
                    version: 3
                    virtual_router_id: 52
                    priority: %d
                    advert_int: 0.2
                    virtual_ipaddress: ["fe80::100/128"]
                """.formatted(router.priority());
    }

    private static void refuseSomeAdverts(Pair pair) {
        PacketSocket socket = PacketSocket.open(pair.lab(), pair.lab().node(3));
        byte[] ofVersion2 = Junk.advert("192.0.2.66", Router.VRID, 100, VIP);

        Junk.flood(socket, List.of(ofVersion2), 10, 2);
    }

    private static List<String> queriesWithoutData(AlertingStack prometheus, List<Dashboard.Query> queries) {
        return queries.stream()
                .filter(query -> !hasData(prometheus, query))
                .map(Dashboard.Query::where)
                .sorted()
                .toList();
    }

    private static List<String> legendsWithoutLabel(AlertingStack prometheus, List<Dashboard.Query> queries) {
        List<String> complaints = new ArrayList<>();
        for (Dashboard.Query query : queries) {
            String answer = answer(prometheus, query);
            query.wantedLabels().stream()
                    .filter(label -> answer.contains("\"metric\"") && !answer.contains('"' + label + "\":"))
                    .forEach(label -> complaints.add(query.where() + ": no label " + label));
        }
        return complaints;
    }

    private static boolean dualMasterIsMarked(AlertingStack prometheus) {
        return queries().stream()
                .filter(query -> query.where().endsWith(DUAL_MASTER))
                .allMatch(query -> hasData(prometheus, query));
    }

    private static boolean hasData(AlertingStack prometheus, Dashboard.Query query) {
        return answer(prometheus, query).contains("\"metric\"");
    }

    /** What Grafana asks over the time that is shown has an answer when any moment of that time has. */
    private static String answer(AlertingStack prometheus, Dashboard.Query query) {
        String asked = query.isInstant() ? query.plain() : "count_over_time((" + query.plain() + ")[2m:1s])";
        String answer = prometheus.query(asked);
        assertThat(answer).as(query.where() + " " + asked).contains("\"status\":\"success\"");
        return answer;
    }

    private static List<String> namesThatAreNotShown(Pair pair) throws IOException {
        Exposition shown = Exposition.parse(Metrics.scrape(pair.a()) + Metrics.scrape(pair.b()));
        NamesCheck check = new NamesCheck(shown, Files.readString(Path.of("..", "docs", "configuration.md")));
        queries().forEach(query -> check.expression(query.where(), query.plain()));
        return check.complaints();
    }

    private static List<Dashboard.Query> queries() {
        return queries(false);
    }

    private static List<Dashboard.Query> lvsQueries() {
        return queries(true);
    }

    private static List<Dashboard.Query> queries(boolean ofVirtualServers) {
        return Dashboard.all().stream()
                .flatMap(dashboard -> dashboard.queries().stream())
                .filter(query -> query.plain().contains("lvs_") == ofVirtualServers)
                .toList();
    }

    private static void dropAdverts(LabNode node) {
        String rules = "add table inet split; add chain inet split adverts { type filter hook input priority 0; }; "
                + "add rule inet split adverts ip protocol 112 drop";
        Shell.Result dropped = node.exec("nft", rules);
        assertThat(dropped.status()).as(dropped.output()).isZero();
    }
}
