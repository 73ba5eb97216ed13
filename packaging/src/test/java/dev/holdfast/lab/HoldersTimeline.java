package dev.holdfast.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Who held an address when, over all watched nodes. Renewals change nothing. */
final class HoldersTimeline {
    private final List<AddressEvent> events = new ArrayList<>();

    HoldersTimeline(String address, List<AddressWatch> watches) {
        watches.forEach(watch -> events.addAll(watch.events(address)));
        events.sort(Comparator.comparingLong(AddressEvent::micros));
    }

    HoldersTimeline(List<AddressEvent> events) {
        this.events.addAll(events);
        this.events.sort(Comparator.comparingLong(AddressEvent::micros));
    }

    /** Seconds in a span during which more than one node held the address. */
    double holdBothSeconds(long fromMicros, long toMicros) {
        return seconds(fromMicros, toMicros, 2, Integer.MAX_VALUE);
    }

    /** Seconds in a span during which no node held the address. */
    double holdNoneSeconds(long fromMicros, long toMicros) {
        return seconds(fromMicros, toMicros, 0, 0);
    }

    /** How often the address came to a node that did not have it, from a moment on. */
    int arrivals(long fromMicros) {
        Set<String> holders = new TreeSet<>();
        int arrivals = 0;
        for (AddressEvent event : events) {
            boolean changed = apply(event, holders);
            if (changed && event.present() && event.micros() >= fromMicros) {
                arrivals++;
            }
        }
        return arrivals;
    }

    private double seconds(long fromMicros, long toMicros, int least, int most) {
        Set<String> holders = new TreeSet<>();
        long sinceMicros = fromMicros;
        long sum = 0;
        for (AddressEvent event : events) {
            long atMicros = Math.min(Math.max(event.micros(), fromMicros), toMicros);
            if (holders.size() >= least && holders.size() <= most) {
                sum += atMicros - sinceMicros;
            }
            sinceMicros = atMicros;
            apply(event, holders);
        }
        if (holders.size() >= least && holders.size() <= most) {
            sum += toMicros - sinceMicros;
        }
        return sum / 1e6;
    }

    private static boolean apply(AddressEvent event, Set<String> holders) {
        return event.present() ? holders.add(event.node()) : holders.remove(event.node());
    }

    @Override
    public String toString() {
        return events.toString();
    }
}
