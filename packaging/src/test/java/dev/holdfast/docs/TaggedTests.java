package dev.holdfast.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which tests carry which tag of a kind, read from the sources of all modules: a tag belongs to the method or class
 * whose head follows it.
 */
final class TaggedTests {
    private static final Pattern HEAD = Pattern.compile("\\b(?:class|void) (\\w+)");

    private final SortedMap<String, SortedSet<String>> testsByTag = new TreeMap<>();
    private final Pattern tagPattern;

    private TaggedTests(String prefix) {
        tagPattern = Pattern.compile("@Tag\\(\"(" + prefix + "[^\"]*)\"\\)");
    }

    /** The tests whose tags begin so. */
    static TaggedTests scan(String prefix) {
        TaggedTests found = new TaggedTests(prefix);
        for (Path file : SourceTree.filesEndingWith(".java")) {
            if (SourceTree.name(file).contains("src/test/java/")) {
                found.scan(file);
            }
        }
        return found;
    }

    private void scan(Path file) {
        String className = file.getFileName().toString().replace(".java", "");
        List<String> waiting = new ArrayList<>();
        for (String line : SourceTree.read(file).lines().toList()) {
            tagPattern.matcher(line).results().forEach(tag -> waiting.add(tag.group(1)));
            Matcher head = HEAD.matcher(line);
            if (!waiting.isEmpty() && !isProse(line) && head.find()) {
                String name = head.group(1).equals(className) ? className : className + "." + head.group(1);
                waiting.forEach(tag ->
                        testsByTag.computeIfAbsent(tag, any -> new TreeSet<>()).add(name));
                waiting.clear();
            }
        }
    }

    private static boolean isProse(String line) {
        return Arrays.asList("//", "*", "/*").stream().anyMatch(line.strip()::startsWith);
    }

    /** All tags in use, such as {@code C-021+}. */
    SortedSet<String> tags() {
        return new TreeSet<>(testsByTag.keySet());
    }

    /** The tests that carry a tag, as Class.method. */
    SortedSet<String> of(String tag) {
        return testsByTag.getOrDefault(tag, new TreeSet<>());
    }
}
