package dev.holdfast.agent.config;

import dev.holdfast.agent.config.EntryWords.Fault;
import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.route.NextHop;
import dev.holdfast.core.route.Route;
import dev.holdfast.core.route.RoutingEntry;
import dev.holdfast.core.route.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Reads one route: {@code [blackhole|…] DESTINATION [via A] [dev IF] …}, as {@code ip route add} and keepalived take it. */
final class RouteReader {
    static final String FORM = "a route such as default via 192.0.2.1 dev eth0, or a mapping {to: ..., via: ...}";

    static final Map<String, Verdict> VERDICTS = Map.of(
            "blackhole", Verdict.BLACKHOLE,
            "unreachable", Verdict.UNREACHABLE,
            "prohibit", Verdict.PROHIBIT,
            "throw", Verdict.THROW);

    private static final Map<String, Integer> SCOPES =
            Map.of("global", 0, "universe", 0, "site", 200, "link", 253, "host", 254, "nowhere", 255);
    private static final Map<String, Integer> PROTOCOLS = Map.of("kernel", 2, "boot", 3, "static", 4);

    /** What fits a message to the kernel. */
    private static final int MAX_HOPS = 16;

    private final EntryWords words;
    private final IpFamily fallback;
    private final RoutingTables tables;
    private final List<Hop> hops = new ArrayList<>(List.of(new Hop()));
    private Verdict verdict = Verdict.FORWARD;
    private Optional<IpPrefix> destination = Optional.empty();
    private boolean hasDestination;
    private int table = Route.MAIN_TABLE;
    private int tos;
    private int metric;
    private int protocol = RoutingEntry.OWN_PROTOCOL;
    private int mtu;
    private OptionalInt scope = OptionalInt.empty();
    private Optional<IpAddress> source = Optional.empty();
    private boolean tracked = true;

    /** Where to, as far as it has been read. */
    private static final class Hop {
        private Optional<IpAddress> via = Optional.empty();
        private Optional<InterfaceName> dev = Optional.empty();
        private int weight = 1;
        private boolean onlink;

        boolean isNowhere() {
            return via.isEmpty() && dev.isEmpty();
        }
    }

    private RouteReader(EntryWords words, IpFamily fallback, RoutingTables tables) {
        this.words = words;
        this.fallback = fallback;
        this.tables = tables;
    }

    /**
     * Reads the words to their end.
     *
     * @param fallback the family of a default route that names no address
     * @throws Fault for a word that is wrong
     */
    static Route read(EntryWords words, IpFamily fallback, RoutingTables tables) {
        return new RouteReader(words, fallback, tables).read();
    }

    private Route read() {
        while (!words.isAtEnd()) {
            String word = words.peek();
            if (word.equals("nexthop")) {
                words.take();
                readHop();
            } else if (Block.ROUTE.keys().contains(word) || hasDestination) {
                readWord(words.takeOnce());
            } else {
                readDestination("to");
            }
        }
        return build();
    }

    private void readWord(String word) {
        switch (word) {
            case "to" -> readDestination(word);
            case "blackhole", "unreachable", "prohibit", "throw" -> {
                verdict = VERDICTS.getOrDefault(word, verdict);
                if (!words.peek().equals("to")) {
                    readDestination(word);
                }
            }
            case "src" -> source = Optional.of(words.address(word));
            case "table" -> table = tables.read(words, word);
            case "scope" -> scope = OptionalInt.of(named(word, SCOPES, 0));
            case "metric", "priority", "preference" -> readMetric(word);
            case "proto" -> protocol = named(word, PROTOCOLS, 1);
            case "mtu" -> mtu = words.number(word, 68, 65_535);
            case "tos" -> tos = tos(words, word);
            case "no_track" -> tracked = false;
            default -> readHopWord(word, hops.get(0));
        }
    }

    private void readDestination(String word) {
        if (hasDestination) {
            throw new Fault(word, "is a second destination");
        }
        hasDestination = true;
        destination = words.network(word);
    }

    private void readMetric(String word) {
        if (metric != 0) {
            throw new Fault(word, "is a second metric");
        }
        metric = words.unsigned(word);
    }

    private void readHop() {
        Hop hop = new Hop();
        hops.add(hop);
        if (hops.size() > MAX_HOPS + 1) {
            throw new Fault("nexthop", "must stand there " + MAX_HOPS + " times at most");
        }
        while (List.of("via", "dev", "weight", "onlink").contains(words.peek())) {
            readHopWord(words.take(), hop);
        }
        if (hop.isNowhere()) {
            throw new Fault("nexthop", "must be followed by via ADDRESS, dev INTERFACE or both");
        }
    }

    private void readHopWord(String word, Hop hop) {
        switch (word) {
            case "via" -> hop.via = Optional.of(words.address(word));
            case "dev" -> hop.dev = Optional.of(words.dev(word));
            case "onlink" -> hop.onlink = true;
            case "weight" -> {
                if (hop == hops.get(0)) {
                    throw new Fault(word, "belongs behind nexthop");
                }
                hop.weight = words.number(word, 1, 256);
            }
            default -> throw new Fault(word, Block.ROUTE.describeUnknown(word));
        }
    }

    /** {@code tos}, as hexadecimal as {@code ip} shows it or decimal. */
    static int tos(EntryWords words, String word) {
        String text = words.argument(word, "a number 0..255");
        return (text.startsWith("0x") ? EntryWords.unsigned(text.substring(2), 16) : EntryWords.unsigned(text, 10))
                .filter(number -> number >= 0 && number <= 255)
                .orElseThrow(() -> new Fault(word, "must be 0..255, was " + Excerpt.quoted(text)));
    }

    private int named(String word, Map<String, Integer> names, int min) {
        String text = words.argument(word, "a word or a number");
        return Optional.ofNullable(names.get(text))
                .or(() -> Numbers.parse(text, min, 255))
                .orElseThrow(() -> new Fault(
                        word,
                        "must be " + min + "..255 or "
                                + String.join(
                                        ", ", names.keySet().stream().sorted().toList()) + ", was "
                                + Excerpt.quoted(text)));
    }

    private Route build() {
        if (!hasDestination) {
            throw new Fault("to", "is missing: a route begins with its destination");
        }
        Hop single = hops.remove(0);
        boolean several = !hops.isEmpty();
        if (several && (!single.isNowhere() || single.onlink)) {
            throw new Fault("nexthop", "stands beside a gateway or an interface of its own; write each as a nexthop");
        }
        if (!several && (!single.isNowhere() || single.onlink)) {
            hops.add(single);
        }
        if (hops.isEmpty() && verdict == Verdict.FORWARD) {
            throw new Fault("via", "is missing: a route needs via ADDRESS, dev INTERFACE or a nexthop");
        }
        if (!hops.isEmpty() && verdict != Verdict.FORWARD) {
            throw new Fault(verdict.word(), "forwards nowhere and has neither via, dev nor nexthop");
        }
        IpFamily family = family();
        return new Route(
                verdict,
                destination.orElse(new IpPrefix(new IpAddress(family, 0, 0), 0)),
                table,
                tos,
                metric,
                protocol,
                scope,
                source,
                hops.stream().map(RouteReader::hop).toList(),
                mtu,
                tracked);
    }

    private static NextHop hop(Hop hop) {
        if (hop.onlink && (hop.via.isEmpty() || hop.dev.isEmpty())) {
            throw new Fault("onlink", "needs both via and dev");
        }
        return new NextHop(hop.via, hop.dev, hop.weight, hop.onlink);
    }

    private IpFamily family() {
        Stream<IpAddress> all = Stream.concat(
                Stream.concat(destination.map(IpPrefix::address).stream(), source.stream()),
                hops.stream().flatMap(hop -> hop.via.stream()));
        List<IpFamily> families = all.map(IpAddress::family).distinct().toList();
        if (families.size() > 1) {
            throw new Fault("via", "all addresses of a route are of one family, IPv4 or IPv6");
        }
        IpFamily family = families.isEmpty() ? fallback : families.get(0);
        if (family == IpFamily.IPV6 && tos != 0) {
            throw new Fault("tos", "is for IPv4 alone");
        }
        return family;
    }
}
