package dev.holdfast.agent.config.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a YAML file and where it begins.
 *
 * <p>Scalars stay text, exactly as written: what {@code 0x33}, {@code on} or {@code 1_000} mean is for the reader of the
 * key to say, not for YAML.
 */
public sealed interface YamlNode {
    Mark mark();

    <R> R accept(Visitor<R> visitor);

    /** What an operator would call it. */
    String kind();

    /** Whether there is no value at all, as in {@code key:} and nothing behind. */
    default boolean isNothing() {
        return false;
    }

    /** One method per kind of node, so that none is forgotten. */
    interface Visitor<R> {
        R onScalar(Scalar scalar);

        R onSequence(Sequence sequence);

        R onMapping(Mapping mapping);
    }

    /**
     * A word, a number, a text.
     *
     * @param text as written, without its quotes; empty when there is no value
     */
    record Scalar(Mark mark, Optional<String> text) implements YamlNode {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onScalar(this);
        }

        @Override
        public String kind() {
            return isNothing() ? "nothing" : "a single value";
        }

        @Override
        public boolean isNothing() {
            return text.isEmpty();
        }

        /** Keeps the text to itself, which may be a secret. */
        @Override
        public String toString() {
            return "scalar at " + mark.line() + ":" + mark.column();
        }
    }

    /** A list. */
    record Sequence(Mark mark, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onSequence(this);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys and values, in the order of the file. */
    record Mapping(Mark mark, Map<String, Entry> entries) implements YamlNode {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onMapping(this);
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** One key of a mapping, where it stands, and its value. */
    record Entry(Mark keyMark, String key, YamlNode value) {}
}
