package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every word of keepalived that docs/keepalived.md calls the same has a test that writes it into a configuration and sees
 * what it does; such a test has the tag {@code word:BLOCK.WORD}, or {@code word:WORD} for the top level.
 */
class KeepalivedWordsTaggedTest {
    private static final Pattern LINE = Pattern.compile("(?m)^(?:### (.+)|\\| `([^`]+)` \\| same \\|)$");

    private final SortedSet<String> tags = TaggedTests.scan("word:").tags();
    private final SortedSet<String> promised = promised();

    private static SortedSet<String> promised() {
        SortedSet<String> found = new TreeSet<>();
        String block = "";
        Matcher line = LINE.matcher(SourceTree.read(SourceTree.ROOT.resolve("docs/keepalived.md")));
        while (line.find()) {
            if (line.group(1) != null) {
                block = line.group(1).equals("top level") ? "" : line.group(1) + ".";
            } else {
                found.add("word:" + block + line.group(2));
            }
        }
        return found;
    }

    @Test
    void everyWordThatIsTheSameHasATestOfWhatItDoes() {
        SortedSet<String> missing = new TreeSet<>(promised);
        missing.removeAll(tags);

        assertThat(promised).hasSizeGreaterThan(150);
        assertThat(missing).as("words without a test").isEmpty();
    }

    @Test
    void everyTagNamesAWordOfThePage() {
        SortedSet<String> unknown = new TreeSet<>(tags);
        unknown.removeAll(promised);

        assertThat(unknown).as("tags of words that the page does not promise").isEmpty();
    }
}
