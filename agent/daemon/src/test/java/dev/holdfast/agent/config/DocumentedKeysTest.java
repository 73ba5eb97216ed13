package dev.holdfast.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference lists the keys that the code knows: all of them, nothing else, in the same order. */
class DocumentedKeysTest {
    private static final Path REFERENCE = Path.of("../../docs/configuration.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Za-z0-9_-]+)` \\|");

    static List<Block> blocks() {
        return Block.ALL;
    }

    static String section(String title) throws IOException {
        String text = Files.readString(REFERENCE);
        String heading = "\n## " + title + "\n";
        assertThat(text).contains(heading);
        int start = text.indexOf(heading) + heading.length();
        int end = text.indexOf("\n## ", start);
        return end < 0 ? text.substring(start) : text.substring(start, end);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void everyKeyHasItsRow(Block block) throws IOException {
        List<String> documented = ROW.matcher(section(block.title()))
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();

        assertThat(documented).containsExactlyElementsOf(block.keys());
    }

    @Test
    void everyKeyOfAFullFileIsKnown() throws IOException {
        String everything =
                Files.readString(Path.of("src/test/resources/dev/holdfast/agent/config/good/everything.yaml"));

        // The file that asserts the results uses every key of an instance, so none is read and never tested.
        assertThat(Block.INSTANCE.keys())
                .allSatisfy(key -> assertThat(everything).contains("    " + key + ":"));
        assertThat(Block.GLOBAL_DEFS.keys())
                .allSatisfy(key -> assertThat(everything).contains("  " + key + ":"));
    }

    @Test
    void theExampleOfAProblemIsWhatTheLoaderSays() throws IOException {
        String yaml = "\n".repeat(11) + "vrrp_instance: {VI_1: {interface: e, virtual_router_id: 1,"
                + " virtual_ipaddress: [192.0.2.1],\n    priority: 300}}";
        List<Problem> problems =
                new ConfigLoader(new FakeHost()).parse("holdfast.yaml", yaml).problems();

        assertThat(problems).hasSize(1);
        String withoutPlace = problems.get(0).toString().replaceFirst("^[^ ]+ ", "");
        assertThat(Files.readString(REFERENCE)).contains(withoutPlace);
    }
}
