package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Mark;
import dev.holdfast.agent.config.yaml.YamlDocument;
import dev.holdfast.agent.config.yaml.YamlFault;
import dev.holdfast.agent.config.yaml.YamlNode;
import dev.holdfast.agent.config.yaml.YamlPath;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Notices that somebody gave us their keepalived.conf, which deserves a better answer than a YAML error. */
final class KeepalivedSyntax {
    private static final Pattern BLOCK = Pattern.compile(
            "^(global_defs|vrrp_instance|vrrp_script|vrrp_sync_group|virtual_server)\\b[^:{\\n]{0,80}\\{\\s*$",
            Pattern.MULTILINE);
    private static final Pattern COMMENT = Pattern.compile("^ *! ", Pattern.MULTILINE);

    private KeepalivedSyntax() {}

    /** Looks only at what YAML could make nothing of: no tree, or no mapping. */
    static Optional<YamlFault> find(YamlDocument document, String text) {
        boolean readable = document.faults().isEmpty()
                && document.root()
                        .map(YamlNode::kind)
                        .filter("a mapping"::equals)
                        .isPresent();
        return readable
                ? Optional.empty()
                : find(
                                BLOCK,
                                text,
                                "this is keepalived.conf syntax; Holdfast reads YAML with the same words, see"
                                        + " docs/configuration.md")
                        .or(() -> find(COMMENT, text, "a comment begins with #; in YAML ! is the sign of a tag"));
    }

    private static Optional<YamlFault> find(Pattern pattern, String text, String message) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        long line = 1
                + text.substring(0, matcher.start())
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return Optional.of(new YamlFault(new Mark((int) line, 1), YamlPath.ROOT, message));
    }
}
