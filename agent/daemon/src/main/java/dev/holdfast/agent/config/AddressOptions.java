package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.YamlNode.Scalar;
import dev.holdfast.agent.config.yaml.YamlPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is written of one address, by key: keepalived's words behind each other, or a mapping. Which values the keys may
 * have is not known here.
 */
final class AddressOptions {
    private static final String FORM = "an address such as 192.0.2.10/24 or a mapping {address: ...}";
    private static final List<String> FLAGS = List.of("nodad", "noprefixroute", "no_track");

    private final Value item;
    private final Map<String, Value> values = new HashMap<>();

    private AddressOptions(Value item) {
        this.item = item;
    }

    /** The options of an address; empty, and reported, when they cannot be told from each other. */
    static Optional<AddressOptions> read(Value item) {
        AddressOptions options = new AddressOptions(item);
        boolean sound = item.mapping().isPresent()
                ? Section.of(item.mark(), item, Block.ADDRESS, "")
                        .filter(options::takeAll)
                        .isPresent()
                : item.text(FORM).filter(options::takeWords).isPresent();
        return sound ? Optional.of(options) : Optional.empty();
    }

    /** The address and its network. */
    Optional<Value> address() {
        return value("address");
    }

    Optional<Value> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Where to complain of the address as a whole. */
    Value item() {
        return item;
    }

    private boolean takeAll(Section section) {
        for (String key : Block.ADDRESS.keys()) {
            section.value(key)
                    .filter(value -> !put(key, value))
                    .ifPresent(value -> value.error("says the same as brd; keep one of the two"));
        }
        return section.required("address").isPresent();
    }

    private boolean takeWords(String text) {
        String[] words = text.strip().split("\\s+", -1);
        put("address", word(words[0]));
        for (int i = 1; i < words.length; i++) {
            String word = words[i];
            boolean flag = FLAGS.contains(word) || word.equals("-nodad");
            if (!flag && !Block.ADDRESS.keys().contains(word)) {
                item.problems().error(item.mark(), YamlPath.of(item.path(), word), Block.ADDRESS.describeUnknown(word));
                return false;
            }
            if (flag) {
                put(word.equals("-nodad") ? "nodad" : word, word(word.equals("-nodad") ? "false" : "true"));
            } else if (i + 1 == words.length || !put(word, word(words[++i]))) {
                item.error("\"" + word + "\" must be followed by one word and stand there once");
                return false;
            }
        }
        return true;
    }

    private Value word(String text) {
        return new Value(item.path(), new Scalar(item.mark(), Optional.of(text)), item.problems());
    }

    private boolean put(String key, Value value) {
        return values.put(key.equals("broadcast") ? "brd" : key, value) == null;
    }
}
