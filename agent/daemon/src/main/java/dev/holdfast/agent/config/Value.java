package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.config.yaml.Mark;
import dev.holdfast.agent.config.yaml.YamlNode;
import dev.holdfast.agent.config.yaml.YamlNode.Entry;
import dev.holdfast.agent.config.yaml.YamlNode.Mapping;
import dev.holdfast.agent.config.yaml.YamlNode.Scalar;
import dev.holdfast.agent.config.yaml.YamlNode.Sequence;
import dev.holdfast.agent.config.yaml.YamlPath;
import dev.holdfast.core.net.IpAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A value somewhere in the file, to be read as what its key wants. Each reading that fails reports the problem where it
 * stands and answers with nothing.
 */
record Value(String path, YamlNode node, Problems problems) {
    private static final List<String> TRUE_WORDS = List.of("on", "true", "yes");
    private static final List<String> FALSE_WORDS = List.of("off", "false", "no");

    Mark mark() {
        return node.mark();
    }

    /** A value below this one. */
    Value at(Entry entry) {
        return new Value(YamlPath.of(path, entry.key()), entry.value(), problems);
    }

    void error(String message) {
        problems.error(mark(), path, message);
    }

    void warning(String message) {
        problems.warning(mark(), path, message);
    }

    /** The text of a single value; quiet when it is something else. */
    Optional<String> scalar() {
        return node.accept(new Kind<Optional<String>>(Optional.empty()) {
            @Override
            public Optional<String> onScalar(Scalar scalar) {
                return scalar.text();
            }
        });
    }

    /** The items of a list; quiet when it is something else. */
    Optional<List<Value>> items() {
        return node.accept(new Kind<Optional<List<Value>>>(Optional.empty()) {
            @Override
            public Optional<List<Value>> onSequence(Sequence sequence) {
                List<YamlNode> nodes = sequence.items();
                return Optional.of(IntStream.range(0, nodes.size())
                        .mapToObj(i -> new Value(YamlPath.of(path, i), nodes.get(i), problems))
                        .toList());
            }
        });
    }

    /**
     * The value as a block; something else is reported.
     *
     * @param hint what it maps, or how to write it
     */
    Optional<Mapping> mapping(String hint) {
        Optional<Mapping> mapping = mapping();
        if (mapping.isEmpty()) {
            error("must be a mapping " + hint + ", was " + node.kind());
        }
        return mapping;
    }

    /** The value as a block; quiet when it is something else. */
    Optional<Mapping> mapping() {
        return node.accept(new Kind<Optional<Mapping>>(Optional.empty()) {
            @Override
            public Optional<Mapping> onMapping(Mapping mapping) {
                return Optional.of(mapping);
            }
        });
    }

    /** A single value, of which {@code what} says the form. */
    Optional<String> text(String what) {
        Optional<String> text = scalar();
        if (text.isEmpty()) {
            error("must be " + what + ", was " + node.kind());
        }
        return text;
    }

    Optional<Integer> integer(int min, int max) {
        return text("a whole number " + Numbers.range(min, max)).flatMap(text -> {
            Optional<Integer> number = Numbers.parse(text, min, max);
            if (number.isEmpty()) {
                error(Numbers.complaint(text, min, max));
            }
            return number;
        });
    }

    /** Any of keepalived's words for yes and no. */
    Optional<Boolean> bool() {
        return text("true or false").flatMap(text -> {
            String word = text.toLowerCase(Locale.ROOT);
            if (TRUE_WORDS.contains(word)) {
                return Optional.of(true);
            }
            if (FALSE_WORDS.contains(word)) {
                return Optional.of(false);
            }
            error("must be true or false (or on, off, yes, no), was " + Excerpt.quoted(text));
            return Optional.empty();
        });
    }

    /** One of a few words, spelled exactly. */
    Optional<String> word(List<String> allowed) {
        String choice = String.join(" or ", allowed);
        return text(choice).flatMap(text -> {
            if (allowed.contains(text)) {
                return Optional.of(text);
            }
            String guess = Words.nearest(text, allowed)
                    .map(near -> ", did you mean " + near + "?")
                    .orElse("");
            error("must be " + choice + ", was " + Excerpt.quoted(text) + guess);
            return Optional.empty();
        });
    }

    Optional<Long> durationNanos() {
        String what = "a time such as 1, 0.5, 250ms, 2s, 5m or 1h";
        return text(what).flatMap(text -> {
            Optional<Long> nanos = Durations.parseNanos(text);
            if (nanos.isEmpty()) {
                error("must be " + what + ", was " + Excerpt.quoted(text));
            }
            return nanos;
        });
    }

    Optional<IpAddress> address() {
        return text("an IP address").flatMap(text -> {
            Optional<IpAddress> address = Addresses.parse(text);
            if (address.isEmpty()) {
                error(Addresses.complaint(text));
            }
            return address;
        });
    }

    /** Answers the same for every kind but the one overridden. */
    private abstract static class Kind<R> implements YamlNode.Visitor<R> {
        private final R otherwise;

        Kind(R otherwise) {
            this.otherwise = otherwise;
        }

        @Override
        public R onScalar(Scalar scalar) {
            return otherwise;
        }

        @Override
        public R onSequence(Sequence sequence) {
            return otherwise;
        }

        @Override
        public R onMapping(Mapping mapping) {
            return otherwise;
        }
    }
}
