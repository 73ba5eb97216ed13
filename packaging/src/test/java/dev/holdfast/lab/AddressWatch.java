package dev.holdfast.lab;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The history of one node's addresses, as its kernel reports them. Leased addresses show up at each renewal. */
final class AddressWatch {
    private static final Pattern LINE =
            Pattern.compile("^\\[(\\S+)] (Deleted )?\\d+: +\\S+ +inet6? ([0-9a-f.:]+)(?:/\\d+)? .*");
    /** An address from the block for documentation, put on lo to see that the watch has begun. */
    private static final String PROBE = "198.51.100.1";

    private final LabNode node;
    private final List<AddressEvent> events = new ArrayList<>();

    private AddressWatch(LabNode node) {
        this.node = node;
    }

    /** Begins to watch; returns when events are being received. */
    static AddressWatch start(Lab lab, LabNode node) {
        AddressWatch watch = new AddressWatch(node);
        LabProcess.start(lab, node.namespace(), List.of("ip", "-ts", "-o", "monitor", "address"), watch::onLine);
        boolean begun = Clock.waitFor(5, () -> {
            node.ip("addr", "replace", PROBE + "/32", "dev", "lo");
            return watch.holds(PROBE);
        });
        if (!begun) {
            throw new AssertionError("no address events from " + node.namespace());
        }
        node.ip("addr", "del", PROBE + "/32", "dev", "lo");
        return watch;
    }

    private void onLine(String line) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
            long micros = Clock.micros(LocalDateTime.parse(matcher.group(1))
                    .atZone(ZoneId.systemDefault())
                    .toInstant());
            synchronized (events) {
                events.add(new AddressEvent(node.letter(), micros, matcher.group(3), matcher.group(2) == null));
            }
        }
    }

    LabNode node() {
        return node;
    }

    List<AddressEvent> events(String address) {
        synchronized (events) {
            return events.stream()
                    .filter(event -> event.address().equals(address))
                    .toList();
        }
    }

    /** Whether the node holds an address now, by the last event. */
    boolean holds(String address) {
        List<AddressEvent> all = events(address);
        return !all.isEmpty() && all.get(all.size() - 1).present();
    }

    /** The first event of a kind from a moment on. */
    Optional<AddressEvent> first(String address, boolean present, long fromMicros) {
        return events(address).stream()
                .filter(event -> event.present() == present && event.micros() >= fromMicros)
                .findFirst();
    }

    void awaitHolds(String address, double seconds) {
        await(address, true, seconds);
    }

    void awaitReleases(String address, double seconds) {
        await(address, false, seconds);
    }

    private void await(String address, boolean present, double seconds) {
        if (!Clock.waitFor(seconds, () -> holds(address) == present)) {
            throw new AssertionError(node.namespace() + (present ? " did not take " : " did not release ") + address
                    + " within " + seconds + " s; events: " + events(address));
        }
    }
}
