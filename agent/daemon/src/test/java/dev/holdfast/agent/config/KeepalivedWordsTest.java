package dev.holdfast.agent.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.config.KeepalivedWords.Fate;
import dev.holdfast.agent.config.KeepalivedWords.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ledger of keepalived's words, what the loader accepts, and docs/keepalived.md agree. */
class KeepalivedWordsTest {
    private static final Path PAGE = Path.of("../../docs/keepalived.md");
    private static final String TABLES = "## Every word\n";
    /** A row of the reference whose last cell says that keepalived has the same. */
    private static final Pattern SAME = Pattern.compile("(?m)^\\| `([a-z0-9_-]+)` \\|.*\\| same[^|]*\\|$");

    private final Map<String, Map<String, Word>> ledger = KeepalivedWords.load();

    static List<Block> blocks() {
        return Block.ALL;
    }

    private Collection<Word> words(String block) {
        return ledger.getOrDefault(block, Map.of()).values();
    }

    @Test
    void everyBlockOfTheLedgerIsOneOfTheFile() {
        assertThat(ledger.keySet())
                .isSubsetOf(Block.ALL.stream().map(Block::title).toList());
        assertThat(words("global_defs")).hasSizeGreaterThan(140);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void whatIsSaidToBeTheSameIsAcceptedAndNothingElse(Block block) {
        assertThat(words(block.title()))
                .allSatisfy(word -> assertThat(block.keys().contains(word.name()))
                        .as(word.toString())
                        .isEqualTo(word.fate() == Fate.SAME));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void whatTheReferenceCallsTheSameIsInTheLedger(Block block) throws IOException {
        List<String> same = SAME.matcher(DocumentedKeysTest.section(block.title()))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(words(block.title())).extracting(Word::name).containsAll(same);
    }

    @Test
    void aRefusalSaysWhyAndAnotherSpellingWhatToWrite() {
        assertThat(ledger.values().stream().flatMap(words -> words.values().stream()))
                .allSatisfy(word ->
                        assertThat(word.text().isEmpty()).as(word.toString()).isEqualTo(word.fate() == Fate.SAME));
        assertThat(Block.INSTANCE.describeUnknown("native_ipv6"))
                .isEqualTo(
                        "is a keepalived keyword that Holdfast does not support: the family is that of the addresses");
        assertThat(Block.ROUTE.describeUnknown("dsfield"))
                .isEqualTo("is a keepalived keyword that is written differently here: tos");
    }

    @Test
    void theRightHalfOfTheExampleIsAFile() throws IOException {
        String example = Files.readString(PAGE).replaceAll("(?s).*?\n```\n(.*?)```\n.*", "$1");
        int column = example.indexOf("global_defs:");
        String yaml = example.lines()
                .map(line -> line.substring(Math.min(column, line.length())))
                .collect(joining("\n"));

        ConfigResult result = new ConfigLoader(new FakeHost()).parse("page", yaml);

        assertThat(result).as(result.toString()).isInstanceOf(ConfigResult.Loaded.class);
        assertThat(((ConfigResult.Loaded) result).warnings()).isEmpty();
    }

    @Test
    void thePageIsUpToDate() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains(TABLES);
        String updated = page.substring(0, page.indexOf(TABLES)) + tables();
        if (Boolean.getBoolean("update")) {
            Files.writeString(PAGE, updated);
        }

        assertThat(PAGE)
                .as("written anew by: mvn test -pl agent/daemon -am -Dtest=KeepalivedWordsTest -DargLine=-Dupdate=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .hasContent(updated);
    }

    private String tables() {
        StringBuilder text = new StringBuilder(TABLES);
        ledger.forEach((block, words) -> {
            text.append("\n### ").append(block).append("\n\n| keepalived | Holdfast |\n|---|---|\n");
            words.values()
                    .forEach(word -> text.append("| `" + word.name() + "` | ")
                            .append(cell(word))
                            .append(" |\n"));
        });
        return text.toString();
    }

    private static String cell(Word word) {
        return switch (word.fate()) {
            case SAME -> "same";
            case ELSEWHERE -> "written differently: " + word.text();
            case REFUSED -> "refused: " + word.text();
        };
    }
}
