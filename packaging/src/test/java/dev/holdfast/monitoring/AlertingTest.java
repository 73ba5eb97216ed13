package dev.holdfast.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The alert rules and the example for Alertmanager, as their own programs see them. */
class AlertingTest {
    private static final Path FOLDER = DataFiles.file("alerting");
    private static final String TESTS = DataFiles.text("alerting/vrrp.tests.yml");
    private static final List<String> RUNBOOK =
            DataFiles.text("docs/runbook.md").lines().toList();

    static List<AlertRule> rules() {
        return AlertRule.all();
    }

    @Test
    void promtoolAcceptsTheRules() {
        Tool.Result checked = Tool.PROMTOOL.run(FOLDER, "check", "rules", "--lint=all", "vrrp.rules.yml");

        assertThat(checked.status()).as(checked.output()).isZero();
    }

    @Test
    void everyRuleFiresWhereItShouldAndIsSilentWhereItShouldNot() {
        Tool.Result tested = Tool.PROMTOOL.run(FOLDER, "test", "rules", "vrrp.tests.yml");

        assertThat(tested.status()).as(tested.output()).isZero();
    }

    @Test
    void amtoolAcceptsTheExample() {
        Tool.Result checked = Tool.AMTOOL.run(FOLDER, "check-config", "alertmanager.example.yml");

        assertThat(checked.status()).as(checked.output()).isZero();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleIsSeenToFire(AlertRule rule) {
        // By the sample that Prometheus makes of it, or by what it says.
        assertThat(TESTS)
                .containsPattern(
                        "labels: '(ALERTS)?\\{alertname=\"" + rule.name() + "\"|- alertname: " + rule.name() + "\n");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleSaysHowBadItIsAndWhatItMeans(AlertRule rule) {
        assertThat(rule.name()).matches("(Vrrp|Lvs)[A-Z].*");
        assertThat(rule.severity()).isIn("critical", "warning", "info");
        assertThat(rule.summary()).matches("[A-Z][^{]*\\.");
        assertThat(rule.description()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleLeadsToItsSectionOfTheRunbook(AlertRule rule) {
        assertThat(rule.runbook())
                .isEqualTo("https://example.net/holdfast/docs/runbook.md#"
                        + rule.name().toLowerCase(Locale.ROOT));

        int heading = RUNBOOK.indexOf("### " + rule.name());
        assertThat(heading).as("a section of docs/runbook.md").isNotNegative();
        assertThat(RUNBOOK.get(heading + 2)).startsWith("**Look here:** ");
        assertThat(RUNBOOK.get(heading + 4)).startsWith("**Do this:** ");
    }

    @Test
    void theRunbookHasNoAlertThatDoesNotExist() {
        assertThat(RUNBOOK.stream()
                        .filter(line -> line.matches("### (Vrrp|Lvs)[A-Z].*"))
                        .map(line -> line.substring("### ".length())))
                .containsExactlyInAnyOrderElementsOf(
                        rules().stream().map(AlertRule::name).toList());
    }

    @Test
    void theExampleForAlertmanagerKnowsOnlyAlertsThatExist() {
        List<String> names = rules().stream().map(AlertRule::name).toList();

        assertThat(DataFiles.text("alerting/alertmanager.example.yml").split("[^A-Za-z.+]+"))
                .filteredOn(word -> word.matches("(Vrrp|Lvs)[A-Z].*"))
                .isNotEmpty()
                .allMatch(names::contains);
    }
}
