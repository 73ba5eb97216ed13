package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.docs.ConformanceLedger.Level;
import dev.holdfast.docs.ConformanceLedger.Rule;
import dev.holdfast.docs.ConformanceLedger.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The ledger, the tags of all tests and docs/conformance.md agree. */
class ConformanceTableTest {
    private static final Path PAGE = SourceTree.ROOT.resolve("docs/conformance.md");

    private final ConformanceLedger ledger = ConformanceLedger.load();
    private final TaggedTests tests = TaggedTests.scan("C-");

    @Test
    void idsAreUnique() {
        assertThat(ledger.rules().stream().map(Rule::id)).doesNotHaveDuplicates();
    }

    @Test
    void everyTagNamesARuleAndASide() {
        Set<String> known = ledger.rules().stream()
                .flatMap(rule -> List.of(rule.id() + "+", rule.id() + "-").stream())
                .collect(Collectors.toSet());

        SortedSet<String> unknown = new TreeSet<>(tests.tags());
        unknown.removeAll(known);

        assertThat(unknown).as("tags without a rule in the ledger").isEmpty();
    }

    @Test
    void everyMustHasATestThatItActsAndOneThatTheCounterCaseDoesNot() {
        SortedSet<String> missing = new TreeSet<>();
        for (Rule rule : ledger.rules()) {
            if (rule.level() == Level.MUST) {
                missing.add(rule.id() + "+");
                missing.add(rule.id() + "-");
            }
        }
        missing.removeAll(tests.tags());

        assertThat(missing).as("MUST rules without a test").isEmpty();
    }

    @Test
    void thePageIsUpToDate() throws IOException {
        String page = page();
        if (Boolean.getBoolean("update")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE)
                .as("written anew by: mvn test -pl packaging -am -Dtest=ConformanceTableTest -Dupdate=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .hasContent(page);
    }

    private String page() {
        StringBuilder page = new StringBuilder();
        page.append("""
                # Conformance

                Every rule that Holdfast measures itself by, and the tests that prove it. Generated from the ledger in
                `packaging/src/test/resources/conformance/rules.yaml` and the tags of the tests; the build fails when a
                MUST has no test that it acts, or none that the counter-case does not.

                MUST: required and proven. SHOULD: good practice, followed. EXTENSION: a promise of Holdfast's own.
                DEVIATES: something else on purpose. LATER: not in this release.

                """);
        for (Level level : Level.values()) {
            long count = ledger.rules().stream()
                    .filter(rule -> rule.level() == level)
                    .count();
            page.append("- ").append(level).append(": ").append(count).append(" rules\n");
        }
        ledger.sections().forEach(section -> append(page, section));
        return page.toString();
    }

    private void append(StringBuilder page, Section section) {
        page.append("\n## ").append(section.title()).append("\n\n");
        page.append("| Rule | Level | What | Source | It acts | The counter-case does not |\n");
        page.append("|---|---|---|---|---|---|\n");
        for (Rule rule : section.rules()) {
            String what =
                    rule.why().map(why -> rule.text() + " **" + why + "**").orElse(rule.text());
            page.append("| ")
                    .append(String.join(
                            " | ",
                            rule.id(),
                            rule.level().name(),
                            what,
                            rule.source(),
                            cell(rule.id() + "+"),
                            cell(rule.id() + "-")))
                    .append(" |\n");
        }
    }

    private String cell(String tag) {
        SortedSet<String> names = tests.of(tag);
        return names.isEmpty()
                ? "-"
                : names.stream().map(name -> "`" + name + "`").collect(Collectors.joining("<br>"));
    }
}
