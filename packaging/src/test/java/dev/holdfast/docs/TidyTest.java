package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Small promises about files, kept by looking. */
class TidyTest {
    private static final int MAX_JAVA_LINES = 400;

    private static final List<Path> JAVA = SourceTree.filesEndingWith(".java");
    private static final List<Path> DOCUMENTS = SourceTree.filesEndingWith(".md");
    private static final List<Path> TEXTS = Stream.of(
                    JAVA.stream(),
                    DOCUMENTS.stream(),
                    SourceTree.filesEndingWith(".xml", ".yaml", ".yml", ".service", "/holdfast", ".ci/run").stream())
            .flatMap(files -> files)
            .toList();

    /** [text](target) and [text](target#part), but not a web address. */
    private static final Pattern LINK = Pattern.compile("\\]\\((?!\\w+:)([^)#\\s]+)(?:#[^)]*)?\\)");

    /** Written in two parts, or this file would break its own rule. */
    private static final Pattern UNFINISHED = Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    private static final Pattern BUILD_MACHINE = Pattern.compile("/(?:work|root|tmp/wt)/");

    @Test
    void everyFileThatADocumentLinksToExists() {
        List<String> broken = new ArrayList<>();
        for (Path document : DOCUMENTS) {
            LINK.matcher(SourceTree.read(document))
                    .results()
                    .map(link -> link.group(1))
                    .filter(target -> !Files.exists(document.resolveSibling(target)))
                    .forEach(target -> broken.add(SourceTree.name(document) + " -> " + target));
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void noLineEndsInSpacesOrHoldsATab() {
        List<Path> tidy = TEXTS.stream().filter(file -> !isBadOnPurpose(file)).toList();

        assertThat(lines(tidy, line -> line.contains("\t") || line.endsWith(" ")))
                .isEmpty();
    }

    @Test
    void nothingIsLeftForLater() {
        assertThat(lines(TEXTS, line -> UNFINISHED.matcher(line).find())).isEmpty();
    }

    @Test
    void noFileKnowsTheMachineItWasWrittenOn() {
        assertThat(lines(TEXTS, line -> BUILD_MACHINE.matcher(line).find())).isEmpty();
    }

    @Test
    void javaFilesAreShort() {
        List<String> tooLong = JAVA.stream()
                .filter(file -> SourceTree.read(file).lines().count() > MAX_JAVA_LINES)
                .map(SourceTree::name)
                .toList();

        assertThat(tooLong).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        List<String> silent = JAVA.stream()
                .filter(file -> SourceTree.name(file).contains("src/main/java/"))
                .filter(file -> !Files.exists(file.resolveSibling("package-info.java")))
                .map(SourceTree::name)
                .toList();

        assertThat(silent).isEmpty();
    }

    /** Configurations whose mistakes are what a test is about. */
    private static boolean isBadOnPurpose(Path file) {
        return SourceTree.name(file).contains("/config/bad/");
    }

    private static List<String> lines(List<Path> files, Predicate<String> wrong) {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = SourceTree.read(file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (wrong.test(lines.get(i))) {
                    found.add(SourceTree.name(file) + ":" + (i + 1) + " " + lines.get(i));
                }
            }
        }
        return found;
    }
}
