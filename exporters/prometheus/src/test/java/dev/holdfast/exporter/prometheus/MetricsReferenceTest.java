package dev.holdfast.exporter.prometheus;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.spi.ArbitrationMechanism;
import dev.holdfast.core.spi.CheckResult;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.Endpoint;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.Mismatch;
import dev.holdfast.core.spi.PeerFailure;
import dev.holdfast.core.spi.RealServerSnapshot.Role;
import dev.holdfast.core.spi.RouterCounters.Relation;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.spi.TransitionReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The reference that users read says what the code does. */
class MetricsReferenceTest {
    private static final List<String> ROUTER_LABELS = List.of(RouterLabels.with());

    @Test
    void referenceIsWhatTheCodeSays() throws IOException {
        new CommittedFile("../../docs/metrics.md")
                .assertEquals(resource("metrics-head.md")
                        + agent()
                        + values()
                        + process()
                        + resource("metrics-keepalived.md")
                        + keepalived());
    }

    @Test
    void pageHasEveryMetricOfTheTableAndNoOther() {
        FakeFeed feed =
                new FakeFeed(Sample.watched(Sample.master(), Sample.faulty(), Sample.withExcluded(), Sample.split()));

        List<String> shown = families(new Scrape(feed).text());

        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(SnapshotCollector.FAMILIES.stream()
                        .map(m -> m.text() + " " + plainType(m) + " " + m.help())
                        .toList());
    }

    @Test
    void everySeriesHasTheLabelsOfTheTable() {
        Scrape scrape = new Scrape(
                new FakeFeed(Sample.watched(Sample.master(), Sample.faulty(), Sample.withExcluded(), Sample.split())));

        for (Family metric : SnapshotCollector.FAMILIES) {
            String name = plainType(metric).equals("histogram") ? metric.text() + "_sum" : metric.text();
            assertThat(scrape.samples(name))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(labels(line)).containsExactlyInAnyOrderElementsOf(metric.labels()));
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream text = Objects.requireNonNull(MetricsReferenceTest.class.getResourceAsStream(name))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String keepalived() {
        return "\n| Name | Type | Labels | Help |\n|---|---|---|---|\n"
                + Arrays.stream(KeepalivedMetric.values())
                        .map(m -> metricRow(m.text(), m.typeWord(), String.join(", ", codes(m.labels())), m.help()))
                        .collect(joining());
    }

    private static List<String> codes(List<String> words) {
        return words.stream().map(MetricsReferenceTest::code).toList();
    }

    private static String agent() {
        return "## Virtual routers and the agent\n\n(I) stands for "
                + ROUTER_LABELS.stream().map(MetricsReferenceTest::code).collect(joining(", "))
                + ".\n\n| Name | Type | Labels | Help |\n|---|---|---|---|\n"
                + rows(Metric.values())
                + "\n## Virtual servers\n\n| Name | Type | Labels | Help |\n|---|---|---|---|\n"
                + rows(LvsMetric.values());
    }

    private static String rows(Family... families) {
        return Arrays.stream(families)
                .map(m -> metricRow(m.text(), m.typeWord(), labelCell(m.labels()), m.help()))
                .collect(joining());
    }

    private static String values() {
        return "\n## Values of labels\n\n| Label | Of | Values |\n|---|---|---|\n"
                + row(
                        code("vrrp_state") + ", " + code("to"),
                        code("vrrp_state") + ", " + code("vrrp_transitions_total"),
                        words(RouterState.values(), RouterState::word))
                + row(
                        code("reason"),
                        code("vrrp_transitions_total"),
                        words(TransitionReason.values(), TransitionReason::word))
                + row(code("cause"), code("vrrp_fault"), words(FaultCause.values(), FaultCause::word))
                + row(code("cause"), code("vrrp_split_brain_cause"), words(SplitCause.values(), SplitCause::word))
                + row(
                        code("reason"),
                        code("vrrp_adverts_discarded_total"),
                        words(DiscardReason.values(), DiscardReason::word))
                + row(code("reason"), code("vrrp_advert_send_errors_total"), words(SendError.values(), SendError::word))
                + row(
                        code("relation"),
                        code("vrrp_adverts_while_master_total"),
                        words(Relation.values(), Relation::word))
                + row(
                        code("operation"),
                        code("vrrp_vip_operation_errors_total"),
                        words(AddressOperation.values(), AddressOperation::word))
                + row(
                        code("result"),
                        code("vrrp_notify_failures_total"),
                        words(ScriptResult.values(), ScriptResult::word).replace("`succeeded`, ", ""))
                + row(
                        code("vrrp_sync_group_state"),
                        code("vrrp_sync_group_state"),
                        words(RouterState.values(), RouterState::word))
                + row(code("kind"), "`vrrp_check_*`", "`script`, `check`, `process`, `file`, `reference`")
                + row(
                        code("kind"),
                        code("vrrp_priority_adjustment"),
                        "`interface`, `script`, `check`, `process`, `file`")
                + row(
                        code("mechanism"),
                        code("vrrp_arbitration"),
                        words(ArbitrationMechanism.values(), ArbitrationMechanism::word))
                + row(
                        code("reason"),
                        code("vrrp_peer_check_failures_total"),
                        words(PeerFailure.values(), PeerFailure::word))
                + row(code("reason"), code("vrrp_config_mismatch"), words(Mismatch.values(), Mismatch::word))
                + row(
                        code("reason"),
                        code("vrrp_check_failures_total") + ", " + code("lvs_checker_failures_total"),
                        words(CheckResult.values(), CheckResult::word).replace("`passed`, ", ""))
                + row(code("to"), "`lvs_*_transitions_total`", "`up`, `down`")
                + row(code("role"), "`lvs_server_*`", words(Role.values(), Role::word))
                + row(
                        code("direction"),
                        "`lvs_*_packets_total`, `lvs_*_bytes_total`, `lvs_*_per_second`",
                        "`in` from clients, `out` to them");
    }

    /** The meters of the process, read off a page. */
    private static String process() {
        String text = Scrape.text(new PrometheusExporter()
                .start(new FakeFeed(Sample.agent()))
                .get(0)
                .renderer()
                .render(Endpoint.Request.PLAIN));
        List<String> rows = new ArrayList<>();
        for (String family : families(text)) {
            String[] parts = family.split(" ", 3);
            if (!parts[0].startsWith("vrrp_")) {
                rows.add(metricRow(parts[0], parts[1], labelCell(labelsOf(parts[0], text)), parts[2]));
            }
        }
        return "\n## The process\n\n| Name | Type | Labels | Help |\n|---|---|---|---|\n" + String.join("", rows);
    }

    private static List<String> labelsOf(String family, String text) {
        return Scrape.samplesOf(text).stream()
                .filter(line -> line.matches(family + "(_count)?[ {].*"))
                .findFirst()
                .map(line -> List.copyOf(new TreeSet<>(labels(line))))
                .orElseThrow();
    }

    /** Each family of a page as its name, type and help. */
    private static List<String> families(String text) {
        List<String> families = new ArrayList<>();
        String help = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith("# HELP ")) {
                help = line.split(" ", 4)[3];
            } else if (line.startsWith("# TYPE ")) {
                families.add(line.substring("# TYPE ".length()) + " " + help);
            }
        }
        return families;
    }

    private static List<String> labels(String sample) {
        return sample.indexOf('{') < 0
                ? List.of()
                : Arrays.stream(sample.substring(sample.indexOf('{') + 1, sample.lastIndexOf('}'))
                                .split(",", -1))
                        .map(label -> label.substring(0, label.indexOf('=')))
                        .toList();
    }

    /** The type in plain text, which knows neither info nor state sets. */
    private static String plainType(Family metric) {
        String word = metric.typeWord();
        return word.equals("info") || word.equals("stateset") ? "gauge" : word;
    }

    private static <E> String words(E[] values, Function<E, String> word) {
        return Arrays.stream(values).map(word).map(MetricsReferenceTest::code).collect(joining(", "));
    }

    private static String labelCell(List<String> labels) {
        List<String> rest = new ArrayList<>(labels);
        boolean router = rest.removeAll(ROUTER_LABELS);
        String others = rest.stream().map(MetricsReferenceTest::code).collect(joining(", "));
        return router ? others.isEmpty() ? "(I)" : "(I), " + others : others;
    }

    private static String metricRow(String name, String type, String labels, String help) {
        return row(code(name), type, labels, help.replace("|", "\\|"));
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
