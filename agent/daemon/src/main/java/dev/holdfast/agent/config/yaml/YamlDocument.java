package dev.holdfast.agent.config.yaml;

import java.util.List;
import java.util.Optional;

/**
 * What a text contained.
 *
 * @param root the tree; empty for a file without content or one that could not be read to its end
 * @param faults what is wrong; the tree is to be trusted only when there is none
 */
public record YamlDocument(Optional<YamlNode> root, List<YamlFault> faults) {
    public YamlDocument {
        faults = List.copyOf(faults);
    }

    static YamlDocument faulty(YamlFault fault) {
        return new YamlDocument(Optional.empty(), List.of(fault));
    }
}
