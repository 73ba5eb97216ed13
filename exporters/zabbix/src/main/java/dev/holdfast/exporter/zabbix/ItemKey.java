package dev.holdfast.exporter.zabbix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Zabbix asks for: {@code vrrp.instance.get[VI_1,state]}. Parameters may stand in double quotes, with {@code \"} for
 * a quote inside; lists of lists, which no key of ours takes, are no keys here.
 *
 * @param name such as {@code vrrp.get}
 * @param parameters empty when there are no brackets; one empty text for {@code []}
 */
record ItemKey(String name, List<String> parameters) {
    /** Zabbix keeps 2048 characters of a key at most. */
    private static final int MAX_LENGTH = 2048;

    ItemKey {
        parameters = List.copyOf(parameters);
    }

    /** Reads a key; empty when the text is none. */
    static Optional<ItemKey> parse(String text) {
        int bracket = text.indexOf('[');
        String name = bracket < 0 ? text : text.substring(0, bracket);
        if (text.length() > MAX_LENGTH || !name.matches("[0-9A-Za-z_.-]+")) {
            return Optional.empty();
        }
        if (bracket < 0) {
            return Optional.of(new ItemKey(name, List.of()));
        }
        return new Parser(text, bracket).parameters().map(parameters -> new ItemKey(name, parameters));
    }

    /** The parameters between the brackets, from left to right. */
    private static final class Parser {
        private final String text;
        private int at;

        /** @param at where the opening bracket stands */
        Parser(String text, int at) {
            this.text = text;
            this.at = at;
        }

        Optional<List<String>> parameters() {
            List<String> found = new ArrayList<>();
            do {
                at++;
                Optional<String> next = parameter();
                if (next.isEmpty()) {
                    return Optional.empty();
                }
                found.add(next.get());
            } while (is(','));
            return is(']') && at == text.length() - 1 ? Optional.of(found) : Optional.empty();
        }

        /** One parameter; afterwards the place is a comma, a bracket, the end, or a mistake. */
        private Optional<String> parameter() {
            while (is(' ')) {
                at++;
            }
            return is('"') ? quoted() : is('[') ? Optional.empty() : Optional.of(plain());
        }

        private Optional<String> quoted() {
            StringBuilder value = new StringBuilder();
            for (at++; at < text.length() && !is('"'); at++) {
                if (text.startsWith("\\\"", at)) {
                    at++;
                }
                value.append(text.charAt(at));
            }
            boolean closed = is('"');
            at++;
            while (is(' ')) {
                at++;
            }
            return closed ? Optional.of(value.toString()) : Optional.empty();
        }

        private String plain() {
            int start = at;
            while (at < text.length() && !is(',') && !is(']')) {
                at++;
            }
            return text.substring(start, at);
        }

        private boolean is(char wanted) {
            return at < text.length() && text.charAt(at) == wanted;
        }
    }
}
