package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.YamlNode.Entry;

/** Names of instances, sync groups and trackers: they appear in URLs, labels and the environment of scripts. */
final class InstanceNames {
    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}";

    private InstanceNames() {}

    /** @param whose such as {@code an instance's} */
    static void check(Entry entry, Value value, String whose) {
        if (!entry.key().matches(NAME)) {
            value.problems()
                    .error(
                            entry.keyMark(),
                            value.path(),
                            whose + " name must be 1..64 letters, digits, dots, dashes or underscores");
        }
    }
}
