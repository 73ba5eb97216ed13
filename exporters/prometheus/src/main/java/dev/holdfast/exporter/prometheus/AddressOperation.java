package dev.holdfast.exporter.prometheus;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What was tried on a virtual address. A fixed list, whatever words the counters use. */
enum AddressOperation {
    ADD,
    REMOVE;

    /** The lower-case word that the label uses. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Counts by operation, every operation present. */
    static Map<AddressOperation, Long> fold(Map<String, Long> byOperation) {
        Map<AddressOperation, Long> counts = new EnumMap<>(AddressOperation.class);
        for (AddressOperation operation : values()) {
            counts.put(operation, 0L);
        }
        byOperation.forEach((operation, count) -> counts.merge(of(operation), count, Long::sum));
        return counts;
    }

    /** Installing and renewing a lease are one order to the kernel: whatever does not remove, adds. */
    private static AddressOperation of(String operation) {
        return operation.startsWith("remove") ? REMOVE : ADD;
    }
}
