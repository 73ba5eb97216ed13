package dev.holdfast.agent.config.yaml;

/**
 * Something in the text that is no YAML, or YAML that we refuse.
 *
 * @param path the keys that lead there, empty when none is known
 */
public record YamlFault(Mark mark, String path, String message) {}
