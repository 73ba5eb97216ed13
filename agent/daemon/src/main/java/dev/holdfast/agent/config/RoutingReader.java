package dev.holdfast.agent.config;

import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.route.RoutingEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the lists of routes and rules of an instance, or of the whole node. */
final class RoutingReader {
    /** Far more than an operator writes; each is a call to the kernel in a takeover. */
    private static final int MAX_ENTRIES = 255;

    private final RoutingTables tables;

    RoutingReader(Host host) {
        this.tables = new RoutingTables(host);
    }

    /** Reads one entry from its words. */
    private interface Reader {
        RoutingEntry read(EntryWords words, IpFamily fallback, RoutingTables tables);
    }

    /**
     * The routes, and after them the rules.
     *
     * @param kind {@code virtual} or {@code static}
     * @param fallback the family of entries that name no address
     */
    List<RoutingEntry> read(Section section, String kind, IpFamily fallback) {
        List<RoutingEntry> entries = new ArrayList<>();
        read(section, kind + "_routes", Block.ROUTE, RouteReader.FORM, fallback, RouteReader::read, entries);
        read(section, kind + "_rules", Block.RULE, RuleReader.FORM, fallback, RuleReader::read, entries);
        return entries;
    }

    private void read(
            Section section,
            String key,
            Block block,
            String form,
            IpFamily fallback,
            Reader reader,
            List<RoutingEntry> entries) {
        Optional<Value> value = section.value(key);
        Optional<List<Value>> items = value.flatMap(Value::items);
        if (value.isPresent() && items.isEmpty()) {
            value.get()
                    .error("must be a list, each item " + form + ", was "
                            + value.get().node().kind());
        }
        if (items.isPresent() && items.get().size() > MAX_ENTRIES) {
            value.get()
                    .error("must hold " + MAX_ENTRIES + " entries at most, was "
                            + items.get().size());
            return;
        }
        for (Value item : items.orElse(List.of())) {
            EntryWords.of(item, block, form).ifPresent(words -> {
                try {
                    RoutingEntry entry = reader.read(words, fallback, tables);
                    if (entries.contains(entry)) {
                        item.error("is listed twice");
                    }
                    entries.add(entry);
                } catch (EntryWords.Fault fault) {
                    fault.report(item);
                }
            });
        }
    }
}
