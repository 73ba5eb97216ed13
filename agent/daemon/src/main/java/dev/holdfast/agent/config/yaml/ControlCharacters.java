package dev.holdfast.agent.config.yaml;

import java.util.Optional;

/** Looks for characters that YAML 1.2 section 5.1 does not allow in a file. */
final class ControlCharacters {
    private ControlCharacters() {}

    static Optional<YamlFault> find(String text) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (!isAllowed(c)) {
                String message = String.format("the character U+%04X is not allowed in a YAML file", c);
                return Optional.of(new YamlFault(new Mark(line, column), YamlPath.ROOT, message));
            }
            line += c == '\n' ? 1 : 0;
            column = c == '\n' ? 1 : column + 1;
        }
        return Optional.empty();
    }

    private static boolean isAllowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || c == 0x85
                || (c >= 0x20 && c <= 0x7e)
                || (c >= 0xa0 && c <= 0xd7ff)
                || (c >= 0xe000 && c <= 0xfffd)
                || c >= 0x1_0000;
    }
}
