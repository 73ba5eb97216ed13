/**
 * YAML text to a tree whose every node knows its line and column, with everything refused that a configuration does not
 * need: anchors, aliases, merge keys, tags, several documents, duplicate keys, deep nesting.
 *
 * <p>Knows nothing of Holdfast's keys. Pure functions, usable from any thread; imports Jackson's YAML parser alone.
 */
@NullMarked
package dev.holdfast.agent.config.yaml;

import org.jspecify.annotations.NullMarked;
