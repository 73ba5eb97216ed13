package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.config.yaml.YamlNode.Entry;
import dev.holdfast.agent.config.yaml.YamlPath;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The words of one route or rule, as {@code ip} takes them, one after the other. A mapping is the same words with a colon
 * behind each; {@code nexthop}, which may come several times, is then a list.
 */
final class EntryWords {
    private static final String NEXTHOP = "nexthop";

    private final List<String> words;
    private final Set<String> seen = new HashSet<>();
    private int at;

    private EntryWords(List<String> words) {
        this.words = words;
    }

    /** What is wrong with one word. Caught where the entry is read. */
    static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String word;

        Fault(String word, String message) {
            super(message);
            this.word = word;
        }

        void report(Value item) {
            item.problems().error(item.mark(), YamlPath.of(item.path(), word), String.valueOf(getMessage()));
        }
    }

    /** The words of an entry; empty, and reported, when it has none or is no entry. */
    static Optional<EntryWords> of(Value item, Block block, String form) {
        List<String> words = new ArrayList<>();
        if (item.mapping().isPresent()) {
            int before = item.problems().errorCount();
            Section.of(item.mark(), item, block, "");
            item.mapping().get().entries().values().stream()
                    .filter(entry -> !entry.key().equals(NEXTHOP))
                    .forEach(entry -> add(words, entry, item.at(entry)));
            Optional.ofNullable(item.mapping().get().entries().get(NEXTHOP))
                    .ifPresent(entry -> add(words, entry, item.at(entry)));
            return item.problems().errorCount() > before ? Optional.empty() : Optional.of(new EntryWords(words));
        }
        return item.text(form).map(text -> new EntryWords(split(text)));
    }

    private static void add(List<String> words, Entry entry, Value value) {
        for (Value each : value.items().orElse(List.of(value))) {
            String text = each.text("a word").orElse("");
            if (!text.equals("false")) {
                words.add(entry.key());
                words.addAll(text.equals("true") ? List.of() : split(text));
            }
        }
    }

    private static List<String> split(String text) {
        return List.of(text.strip().split("\\s+", -1));
    }

    boolean isAtEnd() {
        return at == words.size();
    }

    /** The word that comes next; empty at the end. */
    String peek() {
        return isAtEnd() ? "" : words.get(at);
    }

    /** Takes the next word, which may stand there once. */
    String takeOnce() {
        String word = take();
        if (!seen.add(word)) {
            throw new Fault(word, "stands there twice");
        }
        return word;
    }

    String take() {
        return words.get(at++);
    }

    /** What follows this word. */
    String argument(String word, String what) {
        if (isAtEnd()) {
            throw new Fault(word, "must be followed by " + what);
        }
        return take();
    }

    IpAddress address(String word) {
        String text = argument(word, "an address");
        return Addresses.parse(text).orElseThrow(() -> new Fault(word, Addresses.complaint(text)));
    }

    InterfaceName dev(String word) {
        String text = argument(word, "the name of an interface");
        return InterfaceNames.parse(text).orElseThrow(() -> new Fault(word, InterfaceNames.complaint(text)));
    }

    int number(String word, int min, int max) {
        String text = argument(word, "a number " + Numbers.range(min, max));
        return Numbers.parse(text, min, max).orElseThrow(() -> new Fault(word, Numbers.complaint(text, min, max)));
    }

    /** A number of 32 bits without a sign, decimal. */
    int unsigned(String word) {
        String text = argument(word, "a number 0..4294967295");
        return unsigned(text, 10)
                .orElseThrow(
                        () -> new Fault(word, "must be a whole number 0..4294967295, was " + Excerpt.quoted(text)));
    }

    static Optional<Integer> unsigned(String digits, int radix) {
        boolean isNumber = digits.matches(radix == 10 ? "[0-9]{1,10}" : "[0-9a-fA-F]{1,8}");
        return isNumber && Long.parseLong(digits, radix) >>> 32 == 0
                ? Optional.of((int) Long.parseLong(digits, radix))
                : Optional.empty();
    }

    /** A network; empty for all addresses, which {@code default}, {@code all} and {@code any} mean. */
    Optional<IpPrefix> network(String word) {
        String text = argument(word, "a network such as 198.51.100.0/24, or default");
        return Set.of("default", "all", "any").contains(text) ? Optional.empty() : Optional.of(network(word, text));
    }

    private static IpPrefix network(String word, String text) {
        int slash = text.indexOf('/');
        String addressText = slash < 0 ? text : text.substring(0, slash);
        IpAddress address =
                Addresses.parse(addressText).orElseThrow(() -> new Fault(word, Addresses.complaint(addressText)));
        int bits = address.family().bits();
        String digits = slash < 0 ? String.valueOf(bits) : text.substring(slash + 1);
        int length = Numbers.parse(digits, 0, bits)
                .orElseThrow(() -> new Fault(word, "the prefix length " + Numbers.complaint(digits, 0, bits)));
        IpPrefix prefix = new IpPrefix(address, length);
        if (!prefix.equals(prefix.network())) {
            throw new Fault(word, "must be a network, was the address " + prefix + "; write " + prefix.network());
        }
        return prefix;
    }
}
