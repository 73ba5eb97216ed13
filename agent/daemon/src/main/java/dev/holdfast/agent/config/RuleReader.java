package dev.holdfast.agent.config;

import dev.holdfast.agent.config.EntryWords.Fault;
import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.route.RoutingEntry;
import dev.holdfast.core.route.Rule;
import dev.holdfast.core.route.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Reads one rule: {@code [from P] [to P] [iif IF] … table T}, as {@code ip rule add} and keepalived take it. */
final class RuleReader {
    static final String FORM = "a rule such as from 192.0.2.10 table 100, or a mapping {from: ..., table: ...}";

    private final EntryWords words;
    private final RoutingTables tables;
    private Verdict verdict = Verdict.FORWARD;
    private Optional<IpFamily> family = Optional.empty();
    private Optional<IpPrefix> from = Optional.empty();
    private Optional<IpPrefix> to = Optional.empty();
    private Optional<InterfaceName> iif = Optional.empty();
    private Optional<InterfaceName> oif = Optional.empty();
    private Optional<Rule.Mark> mark = Optional.empty();
    private OptionalInt priority = OptionalInt.empty();
    private int tos;
    private int table;
    private boolean tracked = true;

    private RuleReader(EntryWords words, RoutingTables tables) {
        this.words = words;
        this.tables = tables;
    }

    /**
     * Reads the words to their end.
     *
     * @param fallback the family of a rule that names no address
     * @throws Fault for a word that is wrong
     */
    static Rule read(EntryWords words, IpFamily fallback, RoutingTables tables) {
        return new RuleReader(words, tables).read(fallback);
    }

    private Rule read(IpFamily fallback) {
        while (!words.isAtEnd()) {
            readWord(words.takeOnce());
        }
        if (table == 0 && verdict == Verdict.FORWARD) {
            throw new Fault("table", "is missing: a rule leads to a table, or to blackhole, unreachable or prohibit");
        }
        if (table != 0 && verdict != Verdict.FORWARD) {
            throw new Fault(verdict.word(), "leads to no table; keep one of the two");
        }
        return new Rule(
                family(fallback),
                verdict,
                from,
                to,
                iif,
                oif,
                mark,
                tos,
                table,
                priority,
                RoutingEntry.OWN_PROTOCOL,
                tracked);
    }

    private void readWord(String word) {
        switch (word) {
            case "from" -> from = selector(word);
            case "to" -> to = selector(word);
            case "iif" -> iif = Optional.of(words.dev(word));
            case "oif" -> oif = Optional.of(words.dev(word));
            case "fwmark" -> mark = Optional.of(mark(word));
            case "tos" -> tos = RouteReader.tos(words, word);
            case "table", "lookup" -> readTable(word);
            case "priority", "preference" -> readPriority(word);
            case "blackhole", "unreachable", "prohibit" -> verdict = RouteReader.VERDICTS.getOrDefault(word, verdict);
            case "inet6" -> family = Optional.of(IpFamily.IPV6);
            case "no_track" -> tracked = false;
            default -> throw new Fault(word, Block.RULE.describeUnknown(word));
        }
    }

    /** A network of length 0 selects everything, and tells the family. */
    private Optional<IpPrefix> selector(String word) {
        Optional<IpPrefix> network = words.network(word);
        network.filter(prefix -> prefix.length() == 0).ifPresent(all -> family = Optional.of(all.family()));
        return network.filter(prefix -> prefix.length() > 0);
    }

    private void readTable(String word) {
        if (table != 0) {
            throw new Fault(word, "is a second table");
        }
        table = tables.read(words, word);
    }

    private void readPriority(String word) {
        if (priority.isPresent()) {
            throw new Fault(word, "is a second priority");
        }
        priority = OptionalInt.of(words.unsigned(word));
    }

    private Rule.Mark mark(String word) {
        String text = words.argument(word, "a mark such as 0x10 or 0x10/0xff");
        int slash = text.indexOf('/');
        Optional<Integer> value = bits(slash < 0 ? text : text.substring(0, slash));
        Optional<Integer> mask = slash < 0 ? Optional.of(-1) : bits(text.substring(slash + 1));
        return value.flatMap(v -> mask.filter(m -> m != 0).map(m -> new Rule.Mark(v, m)))
                .orElseThrow(() ->
                        new Fault(word, "must be a mark such as 16, 0x10 or 0x10/0xff, was " + Excerpt.quoted(text)));
    }

    private static Optional<Integer> bits(String text) {
        return text.startsWith("0x") ? EntryWords.unsigned(text.substring(2), 16) : EntryWords.unsigned(text, 10);
    }

    private IpFamily family(IpFamily fallback) {
        List<IpFamily> families = Stream.of(from.map(IpPrefix::family), to.map(IpPrefix::family), family)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (families.size() > 1) {
            throw new Fault("to", "all addresses of a rule are of one family, IPv4 or IPv6");
        }
        return families.isEmpty() ? fallback : families.get(0);
    }
}
