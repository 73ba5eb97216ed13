package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of routing tables: those the kernel's users agree on, and those of iproute2's own list. */
final class RoutingTables {
    private static final Map<String, Integer> WELL_KNOWN = Map.of("default", 253, "main", 254, "local", 255);
    private static final Path LIST = Path.of("/etc/iproute2/rt_tables");
    private static final int MAX_LIST = 64 * 1024;
    private static final Pattern LINE = Pattern.compile("(?m)^\\s*([0-9]{1,10})\\s+(\\S+)");

    private final Host host;

    RoutingTables(Host host) {
        this.host = host;
    }

    /** The table that follows a word, 1 to 2^32 - 1. */
    int read(EntryWords words, String word) {
        String text = words.argument(word, "a table");
        return Optional.ofNullable(WELL_KNOWN.get(text))
                .or(() -> EntryWords.unsigned(text, 10))
                .or(() -> listed(text))
                .filter(number -> number != 0)
                .orElseThrow(() -> new EntryWords.Fault(
                        word,
                        "must be a number 1..4294967295, main, local, default or a name from " + LIST + ", was "
                                + Excerpt.quoted(text)));
    }

    private Optional<Integer> listed(String name) {
        Matcher lines = LINE.matcher(list());
        while (lines.find()) {
            if (lines.group(2).equals(name)) {
                return EntryWords.unsigned(lines.group(1), 10);
            }
        }
        return Optional.empty();
    }

    private String list() {
        try {
            return new String(host.read(LIST, MAX_LIST), StandardCharsets.UTF_8);
        } catch (IOException none) {
            return ""; // The name is then reported as unknown, with the file's.
        }
    }
}
