package dev.holdfast.exporter.zabbix;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** How often somebody asked over the passive protocol, by how it ended. Usable from any thread. */
final class Requests {
    /** How it ended. A fixed list: the words are labels of a metric. */
    enum End {
        ANSWERED,
        /** Not on the list of those who may ask. */
        NOT_ALLOWED,
        /** No frame, or a larger one than is accepted. */
        MALFORMED,
        /** The connection failed, ended early, or took too long. */
        BROKEN,
        /** Too many at once. */
        TOO_MANY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<End, LongAdder> counts = new EnumMap<>(End.class);

    Requests() {
        for (End end : End.values()) {
            counts.put(end, new LongAdder());
        }
    }

    void count(End end) {
        counts.getOrDefault(end, new LongAdder()).increment();
    }

    long answered() {
        return counts.getOrDefault(End.ANSWERED, new LongAdder()).sum();
    }

    /** Every other end by its word, all present. */
    Map<String, Long> failures() {
        Map<String, Long> failures = new TreeMap<>();
        counts.forEach((end, count) -> {
            if (end != End.ANSWERED) {
                failures.put(end.word(), count.sum());
            }
        });
        return failures;
    }
}
