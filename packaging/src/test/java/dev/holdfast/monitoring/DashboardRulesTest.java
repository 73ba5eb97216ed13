package dev.holdfast.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of Grafana's dashboard linter, and what a file must be to work in every Grafana. */
class DashboardRulesTest {
    private static final String DATA_SOURCE = "${datasource}";
    private static final int GRID_WIDTH = 24;
    private static final int MOST_UID_LETTERS = 40;

    /** Those of Grafana's units that the dashboards use. */
    private static final Set<String> UNITS =
            Set.of("none", "s", "pps", "ops", "bytes", "Bps", "percentunit", "dateTimeFromNow");

    private static final Set<String> BUILT_IN = Set.of("__rate_interval", "__range", "__from");
    private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)");

    static List<Dashboard> dashboards() {
        return Dashboard.all();
    }

    static List<Dashboard.Query> queries() {
        return dashboards().stream()
                .flatMap(dashboard -> dashboard.queries().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void hasOneVariableForTheDataSource(Dashboard dashboard) {
        assertThat(dashboard.variables())
                .filteredOn(variable -> variable.path("type").asText().equals("datasource"))
                .singleElement()
                .satisfies(variable -> {
                    assertThat(variable.path("name").asText()).isEqualTo("datasource");
                    assertThat(variable.path("label").asText()).isEqualTo("Data source");
                    assertThat(variable.path("query").asText()).isEqualTo("prometheus");
                });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void choosesJobsAndInstancesAsManyAsOneWants(Dashboard dashboard) {
        for (String name : List.of("job", "instance")) {
            JsonNode variable = dashboard.variable(name);

            assertThat(variable.path("type").asText()).isEqualTo("query");
            assertThat(variable.path("label").asText()).isEqualToIgnoringCase(name);
            assertThat(variable.path("multi").asBoolean()).isTrue();
            assertThat(variable.path("includeAll").asBoolean()).isTrue();
            assertThat(variable.path("allValue").asText()).isEqualTo(".+");
            assertThat(variable.path("datasource").path("uid").asText()).isEqualTo(DATA_SOURCE);
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void looksForValuesOfVariablesWhenTheTimeChanges(Dashboard dashboard) {
        assertThat(dashboard.variables())
                .filteredOn(variable -> variable.path("type").asText().equals("query"))
                .isNotEmpty()
                .allMatch(variable -> variable.path("refresh").asInt() == 2);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void isPortableAndNotToBeEdited(Dashboard dashboard) {
        JsonNode json = dashboard.json();

        assertThat(json.path("uid").asText()).isNotEmpty().hasSizeLessThanOrEqualTo(MOST_UID_LETTERS);
        assertThat(json.path("id").isNull()).isTrue();
        assertThat(json.has("__inputs")).isFalse();
        assertThat(json.path("editable").asBoolean(true)).isFalse();
        assertThat(json.path("description").asText()).isNotBlank();
    }

    @Test
    void everyDashboardHasAnIdentityAndLinksLeadToOne() {
        List<String> uids = dashboards().stream()
                .map(dashboard -> dashboard.json().path("uid").asText())
                .toList();

        assertThat(uids).doesNotHaveDuplicates().hasSize(2);
        for (Dashboard dashboard : dashboards()) {
            Pattern link = Pattern.compile("\"url\":\"/d/([^?\"/]+)");
            assertThat(link.matcher(dashboard.json().toString()).results().map(found -> found.group(1)))
                    .allMatch(uids::contains);
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelSaysWhatItShows(Dashboard dashboard) {
        for (JsonNode panel : dashboard.panels()) {
            String title = panel.path("title").asText();

            assertThat(title).isNotBlank();
            assertThat(panel.path("description").asText()).as(title).endsWith(".");
            assertThat(panel.path("targets")).as(title).isNotEmpty();
        }
        assertThat(dashboard.panels()).extracting(panel -> panel.path("title")).doesNotHaveDuplicates();
        assertThat(dashboard.panels()).extracting(panel -> panel.path("id")).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelHasAUnitThatGrafanaKnows(Dashboard dashboard) {
        for (JsonNode panel : dashboard.panels()) {
            assertThat(UNITS)
                    .as(panel.path("title").asText())
                    .contains(panel.path("fieldConfig")
                            .path("defaults")
                            .path("unit")
                            .asText());
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everythingUsesTheChosenDataSource(Dashboard dashboard) {
        assertThat(dashboard.json().findValues("datasource"))
                .isNotEmpty()
                .allMatch(source -> source.path("uid").asText().equals(DATA_SOURCE)
                        && source.path("type").asText().equals("prometheus"));
        assertThat(dashboard.panels()).allMatch(panel -> panel.has("datasource"));
        assertThat(dashboard.annotations()).allMatch(annotation -> annotation.has("datasource"));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void everySelectorFollowsTheVariables(Dashboard.Query query) {
        assertThat(PromQl.parse(query.plain()).series()).isNotEmpty().allSatisfy(selector -> {
            List<String> demanded =
                    selector.demands().stream().map(PromQl.Demand::label).toList();
            assertThat(demanded).contains("job");
            // Most alerts are about a virtual router on all its nodes and have no instance.
            if (!selector.metric().equals("ALERTS")) {
                assertThat(demanded).contains("instance");
            }
        });
        assertThat(query.expression().replaceAll("\\b(job|instance)=~\"\\$\\1\"", ""))
                .as("job and instance are matched by their variables alone")
                .doesNotContainPattern("\\b(job|instance)[=!]");
    }

    @ParameterizedTest
    @MethodSource("queries")
    void countersAreShownAsRatesOverAWindowThatGrafanaChooses(Dashboard.Query query) {
        assertThat(Pattern.compile("\\w+_total\\{[^}]*\\}(?!\\[)")
                        .matcher(query.expression())
                        .find())
                .as("a counter without a window")
                .isFalse();
        assertThat(Pattern.compile("\\[([^\\]]+)\\]")
                        .matcher(query.expression())
                        .results())
                .allMatch(window -> Set.of("$__rate_interval", "$__range").contains(window.group(1)));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyVariableInAQueryExists(Dashboard dashboard) {
        Set<String> known = dashboard.variables().stream()
                .map(variable -> variable.path("name").asText())
                .collect(Collectors.toSet());
        known.addAll(BUILT_IN);

        for (Dashboard.Query query : dashboard.queries()) {
            assertThat(VARIABLE.matcher(query.expression()).results().map(found -> found.group(1)))
                    .as(query.where())
                    .allMatch(known::contains);
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void noTwoPanelsShareAPlace(Dashboard dashboard) {
        List<String> taken = new ArrayList<>();
        for (JsonNode panel : dashboard.json().path("panels")) {
            JsonNode place = panel.path("gridPos");
            int x = place.path("x").asInt();
            int y = place.path("y").asInt();
            assertThat(x + place.path("w").asInt()).isLessThanOrEqualTo(GRID_WIDTH);
            IntStream.range(x, x + place.path("w").asInt())
                    .forEach(column -> IntStream.range(y, y + place.path("h").asInt())
                            .forEach(line -> taken.add(column + "," + line)));
        }

        assertThat(taken).doesNotHaveDuplicates();
    }

    /** Columns are found by name; a name that no query gives would be an empty column, and nobody would say so. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void everyColumnOfATableIsOneThatAQueryGives(Dashboard dashboard) {
        for (JsonNode panel : dashboard.panels()) {
            if (!panel.path("type").asText().equals("table")) {
                continue;
            }
            JsonNode renamed =
                    panel.path("transformations").path(2).path("options").path("renameByName");
            String asked = panel.path("targets").findValuesAsText("expr").toString();
            List<String> values = panel.path("targets").size() == 1
                    ? List.of("Value")
                    : panel.path("targets").findValuesAsText("refId").stream()
                            .map(id -> "Value #" + id)
                            .toList();
            renamed.fieldNames()
                    .forEachRemaining(field -> assertThat(values.contains(field) || asked.contains(field))
                            .as(panel.path("title").asText() + " " + field)
                            .isTrue());
            Set<String> titles =
                    Dashboard.elements(renamed).map(JsonNode::asText).collect(Collectors.toSet());
            assertThat(Dashboard.elements(panel.path("fieldConfig").path("overrides"))
                            .map(override ->
                                    override.path("matcher").path("options").asText()))
                    .allMatch(titles::contains);
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void marksTransitionsAndTwoMasters(Dashboard dashboard) {
        assertThat(dashboard.annotations())
                .extracting(annotation -> annotation.path("name").asText())
                .containsExactly("Transitions", "Dual master");
        assertThat(dashboard.annotations())
                .allMatch(annotation -> annotation.path("enable").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void takesForTwoMastersWhatTheAlertTakesForThem(Dashboard dashboard) {
        String alert = AlertRule.all().stream()
                .filter(rule -> rule.name().equals("VrrpDualMaster"))
                .map(AlertRule::expression)
                .collect(Collectors.joining());
        String marked = dashboard.annotations().get(1).path("expr").asText();

        assertThat(marked.replaceAll("\\{[^}]*\\}", "")).isEqualToIgnoringWhitespace(alert);
    }
}
