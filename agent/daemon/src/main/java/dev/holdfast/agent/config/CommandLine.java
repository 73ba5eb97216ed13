package dev.holdfast.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a command into words at spaces; single and double quotes keep a word together. No shell, no expansion. */
final class CommandLine {
    private static final char NONE = 0;

    private CommandLine() {}

    /** The words; empty when a quote is not closed. */
    static Optional<List<String>> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = NONE;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == NONE && (c == '"' || c == '\'')) {
                quote = c;
                inWord = true;
            } else if (c == quote && quote != NONE) {
                quote = NONE;
            } else if (quote == NONE && Character.isWhitespace(c)) {
                flush(inWord, word, words);
                inWord = false;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        flush(inWord, word, words);
        return quote == NONE ? Optional.of(words) : Optional.empty();
    }

    private static void flush(boolean inWord, StringBuilder word, List<String> words) {
        if (inWord) {
            words.add(word.toString());
        }
        word.setLength(0);
    }
}
