package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.lab.WebhookReceiver.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Webhooks of the real agent to a receiver that dies, and from an agent that dies. */
@LabTest
class WebhookIT {
    private static final int INSTANCES = 12;
    private static final int EVENTS = 1_000;

    /** A file whose number every instance adds to its priority: one change is an event for each, and one of its own. */
    private static String yaml(Lab lab, int queue) {
        return """
                global_defs: {router_id: a, state_directory: %s}
                webhook:
                  oncall: {url: "%s", secret: %s, queue: %d}
                vrrp_track_file:
                  bonus: {file: %s, weight: 1, interval: 100ms}
                vrrp_instance:
                %s
                """.formatted(
                        lab.folder().resolve("state"),
                        WebhookReceiver.URL,
                        WebhookReceiver.SECRET,
                        queue,
                        lab.folder().resolve("bonus"),
                        IntStream.rangeClosed(1, INSTANCES)
                                .mapToObj(WebhookIT::instance)
                                .collect(Collectors.joining()));
    }

    private static String instance(int number) {
        return "  VI_%d: {interface: eth0, virtual_router_id: %d, virtual_ipaddress: [192.0.2.%d], track_file: [bonus]}%n"
                .formatted(number, number, 100 + number);
    }

    private static String untracked() {
        return instance(1).replace(", track_file: [bonus]", "");
    }

    /** Whole at every moment. */
    private static void write(Lab lab, int number) {
        try {
            Path fresh = lab.write("bonus.new", number + "\n");
            Files.move(fresh, lab.folder().resolve("bonus"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes the number until a receiver has heard of so many events. */
    private static void makeEvents(Lab lab, LabProcess receiver, int count) {
        int[] number = {0};
        boolean heard = Clock.waitFor(60, () -> {
            write(lab, 1 + ++number[0] % 50);
            Clock.sleep(0.1);
            return WebhookReceiver.received(receiver).size() >= count;
        });
        assertThat(heard)
                .as("%d events heard", WebhookReceiver.received(receiver).size())
                .isTrue();
    }

    @Test
    void nothingIsLostWhenReceiverAndAgentAreKilledInTheMiddleOfAThousandEvents() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            write(lab, 0);
            LabProcess first = WebhookReceiver.start(lab, a);
            HoldfastProcess agent =
                    HoldfastProcess.start(lab, a, yaml(lab, 5_000)).awaitReady();

            makeEvents(lab, first, EVENTS / 3);
            first.killTree();
            for (int i = 1; i <= 20; i++) { // Nobody listens meanwhile.
                write(lab, i);
                Clock.sleep(0.1);
            }
            LabProcess second = WebhookReceiver.start(lab, a);
            makeEvents(lab, second, EVENTS / 3);
            agent.killHard();
            HoldfastProcess next =
                    HoldfastProcess.start(lab, a, yaml(lab, 5_000)).awaitReady();
            makeEvents(lab, second, EVENTS);
            write(lab, 77);
            awaitLast(second, "177", next);

            List<Received> all = new ArrayList<>(WebhookReceiver.received(first));
            all.addAll(WebhookReceiver.received(second));
            assertThat(all).hasSizeGreaterThan(EVENTS).allMatch(Received::verified);
            assertInOrderWithoutAGap(all);
            assertThat(all.stream().filter(event -> event.type().equals("vrrp.agent_started")))
                    .extracting(Received::sequence)
                    .doesNotHaveDuplicates()
                    .hasSize(2);
            assertThat(next.process().linesContaining("not delivered")).isZero();
            assertThat(value(a, "vrrp_webhook_queue_length")).isZero();
        }
    }

    private static double value(LabNode node, String metric) {
        String sample = Metrics.samples(node, metric + "{endpoint=\"oncall\"}");
        return Double.parseDouble(sample.substring(sample.lastIndexOf(' ') + 1));
    }

    /** The newest number arrives as the priority of every instance. */
    private static void awaitLast(LabProcess receiver, String priority, HoldfastProcess agent) {
        boolean arrived = Clock.waitFor(
                20,
                () -> WebhookReceiver.received(receiver).stream()
                                .filter(event -> event.type().equals("vrrp.priority_changed")
                                        && event.to().equals(priority))
                                .map(Received::instance)
                                .distinct()
                                .count()
                        == INSTANCES);
        assertThat(arrived).as(agent.log()).isTrue();
    }

    /** An event may come again, but never before the one ahead of it has come. */
    private static void assertInOrderWithoutAGap(List<Received> all) {
        long highest = 0;
        for (Received event : all) {
            assertThat(event.sequence()).as("after %d", highest).isLessThanOrEqualTo(highest + 1);
            highest = Math.max(highest, event.sequence());
        }
    }

    @Test
    void aReceiverThatIsAwayCostsABoundedQueueAndHearsTheLastStateWhenItIsBack() throws IOException {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            write(lab, 0);
            HoldfastProcess agent = HoldfastProcess.start(lab, a, yaml(lab, 64)).awaitReady();
            for (int i = 1; i <= 60; i++) {
                write(lab, 1 + i % 50);
                Clock.sleep(0.1);
            }
            write(lab, 88);
            assertThat(Clock.waitFor(10, () -> value(a, "vrrp_webhook_superseded_total") > 300))
                    .as(a.httpGet("/metrics"))
                    .isTrue();
            assertThat(value(a, "vrrp_webhook_queue_length")).isEqualTo(64);
            assertThat(Files.size(lab.folder().resolve("state/webhook/oncall.jsonl")))
                    .isLessThan(1_000_000);
            assertThat(a.httpGet("/status")).contains("\"state\":\"retrying\"").doesNotContain("T0K3N");

            LabProcess receiver = WebhookReceiver.start(lab, a);

            assertThat(Clock.waitFor(90, () -> value(a, "vrrp_webhook_queue_length") == 0))
                    .isTrue();
            awaitLast(receiver, "188", agent);
            assertThat(WebhookReceiver.received(receiver)).hasSizeLessThan(100).allMatch(Received::verified);
            assertThat(agent.log()).doesNotContain("T0K3N").doesNotContain(WebhookReceiver.SECRET);
        }
    }

    /** The receiver is where the virtual addresses are; from where the agent was started, nobody answers. */
    @Test
    void aWebhookLeavesFromTheNetworkNamespaceOfTheConfiguration() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            LabNode elsewhere = lab.node(2);
            write(lab, 0);
            LabProcess receiver = WebhookReceiver.start(lab, a);
            String inside =
                    yaml(lab, 100).replace("router_id: a,", "router_id: a, net_namespace: " + a.namespace() + ",");

            HoldfastProcess agent = HoldfastProcess.start(lab, elsewhere, inside);

            assertThat(Clock.waitFor(20, () -> receiver.linesContaining("vrrp.master_acquired") == INSTANCES))
                    .as(agent.log())
                    .isTrue();
        }
    }

    /** The real one understands what is posted, also that it is over. */
    @Test
    void alertmanagerIsToldOfAFaultAndOfItsEnd() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            startAlertmanager(lab, a);
            HoldfastProcess agent = HoldfastProcess.start(
                            lab, a, """
                            global_defs: {router_id: a, state_directory: %s}
                            webhook: {am: {url: "http://127.0.0.1:9093/api/v2/alerts", format: alertmanager-api}}
                            vrrp_instance:
                            %s
                            """.formatted(lab.folder().resolve("state"), untracked()))
                    .awaitReady();
            assertThat(Clock.waitFor(20, () -> alerts(a).contains("VrrpMasterAcquired")))
                    .as(agent.log())
                    .isTrue();

            lab.unplug(a);
            assertThat(Clock.waitFor(20, () -> alerts(a).contains("VrrpFault")))
                    .as(agent.log())
                    .isTrue();
            assertThat(alerts(a)).contains("\"vrrp_instance\":\"VI_1\"").contains("\"severity\":\"warning\"");

            lab.plug(a);
            assertThat(Clock.waitFor(20, () -> !alerts(a).contains("VrrpFault")))
                    .as(alerts(a))
                    .isTrue();
        }
    }

    private static void startAlertmanager(Lab lab, LabNode node) {
        Path config = lab.write("am.yml", "route: {receiver: none}\nreceivers: [{name: none}]\n");
        LabProcess.start(
                        lab,
                        node.namespace(),
                        List.of(
                                "prometheus-alertmanager",
                                "--config.file=" + config,
                                "--storage.path=" + lab.folder().resolve("am"),
                                "--cluster.listen-address=",
                                "--web.listen-address=127.0.0.1:9093"))
                .awaitLine("Listening on", 30);
    }

    /** What is active now, as JSON. */
    private static String alerts(LabNode node) {
        return node.exec("curl", "-sS", "http://127.0.0.1:9093/api/v2/alerts?active=true")
                .output();
    }

    /** Over TLS, with an authority of the operator's own; and without it, which must fail. */
    @Test
    void aSampleIsSentByHandAndTheExchangeShown() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            SelfSigned receiver = SelfSigned.make(lab, "receiver");
            WebhookReceiver.start(lab, a, receiver.certificate(), receiver.key());
            String webhook = "webhook: {oncall: {url: \"https://127.0.0.1:9999/T0K3N\", secret: "
                    + WebhookReceiver.SECRET + "%s}}\nvrrp_instance:\n" + untracked();
            Path trusting = lab.write("trusting.yaml", webhook.formatted(", ca: " + receiver.certificate()));
            Path doubting = lab.write("doubting.yaml", webhook.formatted(""));
            String holdfast = HoldfastProcess.launcher().toString();

            Shell.Result sent = a.exec(holdfast, "webhook", "test", "oncall", "--config", trusting.toString());
            Shell.Result refused = a.exec(holdfast, "webhook", "test", "oncall", "--config", doubting.toString());

            assertThat(sent.status()).as(sent.output()).isZero();
            assertThat(sent.output())
                    .contains("> POST https://127.0.0.1:9999/***", "\"type\":\"vrrp.test\"", "< status 204 after")
                    .doesNotContain("T0K3N")
                    .doesNotContain(WebhookReceiver.SECRET);
            assertThat(refused.status()).as(refused.output()).isEqualTo(1);
            assertThat(refused.output()).contains("< tls after").doesNotContain("T0K3N");
        }
    }
}
