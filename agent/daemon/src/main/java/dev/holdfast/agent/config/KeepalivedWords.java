package dev.holdfast.agent.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What becomes of the words of keepalived.conf: the ledger {@code keepalived-words.txt}, whose head explains its form.
 *
 * <p>It is for messages alone, so it is read when a file has a key that nobody knows, and not at every start.
 */
final class KeepalivedWords {
    private static final String LEDGER = "keepalived-words.txt";

    /** What becomes of a word. */
    enum Fate {
        SAME,
        ELSEWHERE,
        REFUSED
    }

    /**
     * A word.
     *
     * @param text what to write instead, or why it is refused; empty for {@link Fate#SAME}
     */
    record Word(String name, Fate fate, String text) {
        private String describe() {
            return fate == Fate.ELSEWHERE
                    ? "is a keepalived keyword that is written differently here: " + text
                    : "is a keepalived keyword that Holdfast does not support: " + text;
        }
    }

    private KeepalivedWords() {}

    /** What to say of a key that Holdfast does not accept in a block; empty when keepalived knows none of that name. */
    static Optional<String> describe(String block, String key) {
        return Optional.ofNullable(load().getOrDefault(block, Map.of()).get(key))
                .filter(word -> word.fate() != Fate.SAME)
                .map(Word::describe);
    }

    /** The whole ledger: title of the block, word, what becomes of it, in the order of the ledger. */
    static Map<String, Map<String, Word>> load() {
        Map<String, Map<String, Word>> blocks = new LinkedHashMap<>();
        Map<String, Word> block = new LinkedHashMap<>();
        for (String line : text().lines().toList()) {
            if (line.startsWith("[")) {
                block = new LinkedHashMap<>();
                blocks.put(line.substring(1, line.length() - 1), block);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                read(line, block);
            }
        }
        return blocks;
    }

    private static void read(String line, Map<String, Word> block) {
        String[] halves = line.split(" [=!] ", 2);
        boolean refused = line.startsWith(" ! ", halves[0].length());
        Fate fate = halves.length == 1 ? Fate.SAME : refused ? Fate.REFUSED : Fate.ELSEWHERE;
        String text = halves.length == 1 ? "" : halves[1];
        Arrays.stream(halves[0].split(" ", -1)).forEach(name -> block.put(name, new Word(name, fate, text)));
    }

    private static String text() {
        try (InputStream ledger = Objects.requireNonNull(KeepalivedWords.class.getResourceAsStream(LEDGER), LEDGER)) {
            return new String(ledger.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
