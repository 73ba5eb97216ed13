package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Mark;
import dev.holdfast.agent.config.yaml.YamlDocument;
import dev.holdfast.agent.config.yaml.YamlFault;
import dev.holdfast.agent.config.yaml.YamlPath;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Notices that somebody gave us their keepalived.conf, which deserves a better answer than a YAML error. */
final class KeepalivedSyntax {
    private static final Pattern BLOCK = Pattern.compile(
            "^(global_defs|vrrp_instance|vrrp_script|vrrp_sync_group|virtual_server)\\b[^:{\\n]{0,80}\\{\\s*$",
            Pattern.MULTILINE);

    private KeepalivedSyntax() {}

    static Optional<YamlFault> find(YamlDocument document, String text) {
        boolean readable = document.faults().isEmpty()
                && document.root().flatMap(KeepalivedSyntax::asMapping).isPresent();
        Matcher matcher = BLOCK.matcher(text);
        if (readable || !matcher.find()) {
            return Optional.empty();
        }
        long line = 1
                + text.substring(0, matcher.start())
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return Optional.of(new YamlFault(
                new Mark((int) line, 1),
                YamlPath.ROOT,
                "this is keepalived.conf syntax; Holdfast reads YAML with the same words, see docs/configuration.md"));
    }

    private static Optional<Boolean> asMapping(dev.holdfast.agent.config.yaml.YamlNode node) {
        return node.kind().equals("a mapping") ? Optional.of(true) : Optional.empty();
    }
}
