package dev.holdfast.exporter.zabbix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.core.spi.SplitVerdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Zabbix checks at an import, what it does not check but should, and what its guidelines ask for. */
class TemplateFormTest {
    private static final Pattern MACRO = Pattern.compile("\\{\\$[A-Z0-9_.]+}");

    static List<TemplateFile> files() {
        return TemplateFile.all();
    }

    @Test
    void thereAreTwoTemplatesForEachWayToAsk() {
        assertThat(files())
                .extracting(file -> file.template().path("name").asText())
                .containsExactly(
                        "VRRP cluster by HTTP",
                        "VRRP cluster by Zabbix agent",
                        "VRRP node by HTTP",
                        "VRRP node by Zabbix agent");
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyScalarIsAString(TemplateFile file) {
        assertThat(file.root().at("/zabbix_export/version").asText()).isEqualTo("6.0");
        file.walk((name, node) ->
                assertThat(node.isContainerNode() || node.isTextual()).as(name).isTrue());
    }

    @Test
    void everyUuidIsOfVersion4AndUsedOnce() {
        List<String> uuids = files().stream()
                .flatMap(file -> Stream.of(file.template())
                        .flatMap(template -> new TemplateFile(file.name(), template).all("uuid").stream()))
                .map(JsonNode::asText)
                .toList();

        assertThat(uuids).hasSizeGreaterThan(100).doesNotHaveDuplicates();
        assertThat(uuids).allMatch(uuid -> uuid.matches("[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyMacroThatIsUsedIsDescribedAndTheOtherWayRound(TemplateFile file) {
        Set<String> used = new TreeSet<>();
        file.walk((name, node) -> {
            if (node.isTextual() && !name.equals("macro") && !name.equals("description")) {
                used.addAll(macros(node.asText()));
            }
        });
        Set<String> defined = new TreeSet<>();
        for (JsonNode macro : file.template().path("macros")) {
            defined.add(macro.path("macro").asText());
            assertThat(macro.path("description").asText()).as(macro.toString()).endsWith(".");
        }

        assertThat(defined).isEqualTo(used);
    }

    @ParameterizedTest
    @MethodSource("files")
    void everythingThatIsNamedIsThere(TemplateFile file) {
        Set<String> keys = new HashSet<>();
        items(file).forEach(item -> keys.add(item.path("key").asText()));
        Set<String> maps = texts(file.template().path("valuemaps"), "name");

        assertThat(file.all("master_item"))
                .allMatch(item -> keys.contains(item.path("key").asText()));
        assertThat(items(file))
                .allMatch(item -> !item.has("valuemap")
                        || maps.contains(item.path("valuemap").path("name").asText()));
        assertThat(file.all("graph_items"))
                .allMatch(each -> keys.contains(each.at("/item/key").asText()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void itemsAndTriggersAreDescribedAndTagged(TemplateFile file) {
        assertThat(items(file)).allSatisfy(item -> {
            assertThat(item.path("description").asText())
                    .as(item.path("key").asText())
                    .endsWith(".");
            assertThat(texts(item.path("tags"), "tag")).contains("component");
            assertThat(item.path("name").asText()).startsWith("VRRP");
        });
        List<JsonNode> triggers = new ArrayList<>(file.all("triggers"));
        triggers.addAll(file.all("trigger_prototypes"));
        assertThat(triggers).isNotEmpty().allSatisfy(trigger -> {
            assertThat(trigger.path("description").asText()).isNotBlank();
            assertThat(texts(trigger.path("tags"), "tag")).contains("scope");
            assertThat(trigger.path("name").asText()).startsWith("VRRP").doesNotContain("{HOST.NAME}");
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatTheClusterAddsUpIsSentAtEveryPoll(TemplateFile file) {
        assertThat(items(file))
                .filteredOn(item ->
                        item.path("key").asText().matches("vrrp\\.(instance\\.master|vip\\.(held|wanted))\\[.*"))
                .allSatisfy(item -> assertThat(item.toString()).doesNotContain("DISCARD_UNCHANGED"));
    }

    @Test
    void everyVerdictOnASplitHasANumberAndItsName() {
        assertThat(files())
                .filteredOn(file -> file.name().startsWith("vrrp_node"))
                .hasSize(2)
                .allSatisfy(TemplateFormTest::assertVerdicts);
    }

    private static void assertVerdicts(TemplateFile file) {
        JsonNode item = named(items(file), "key", "vrrp.instance.split.brain[{#INSTANCE}]");
        JsonNode map = named(
                file.template().path("valuemaps"),
                "name",
                item.path("valuemap").path("name").asText());
        for (SplitVerdict verdict : SplitVerdict.values()) {
            String number = number(verdict);
            assertThat(item.path("preprocessing").toString()).contains(verdict.word() + ": " + number);
            assertThat(named(map.path("mappings"), "value", number)
                            .path("newvalue")
                            .asText())
                    .isEqualTo(verdict.word());
        }
    }

    private static String number(SplitVerdict verdict) {
        return switch (verdict) {
            case NONE -> "0";
            case SUSPECTED -> "1";
            case CONFIRMED -> "2";
        };
    }

    private static JsonNode named(Iterable<JsonNode> nodes, String field, String name) {
        for (JsonNode node : nodes) {
            if (node.path(field).asText().equals(name)) {
                return node;
            }
        }
        throw new AssertionError("nothing with " + field + " " + name);
    }

    private static List<JsonNode> items(TemplateFile file) {
        List<JsonNode> items = new ArrayList<>(file.all("items"));
        items.addAll(file.all("item_prototypes"));
        return items;
    }

    private static Set<String> texts(Iterable<JsonNode> nodes, String field) {
        Set<String> texts = new HashSet<>();
        nodes.forEach(node -> texts.add(node.path(field).asText()));
        return texts;
    }

    private static Collection<String> macros(String text) {
        return MACRO.matcher(text).results().map(MatchResult::group).toList();
    }
}
