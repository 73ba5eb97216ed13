package dev.holdfast.core.engine;

import dev.holdfast.core.spi.AdvertGaps;
import dev.holdfast.core.spi.DiscardReason;
import dev.holdfast.core.spi.RouterCounters;
import dev.holdfast.core.spi.RouterCounters.Relation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The running counts of one virtual router; {@link #snapshot} shows them. */
final class Counters {
    long advertsSent;
    long advertsReceived;
    long resignationsSent;
    long resignationsReceived;
    long announcementsSent;
    long addressesRestored;
    long advertsMissed;

    private final Map<DiscardReason, Long> discarded = new EnumMap<>(DiscardReason.class);
    private final Map<Relation, Long> whileMaster = new EnumMap<>(Relation.class);
    private final Map<String, Long> sendErrors = new TreeMap<>();
    private final Map<String, Long> addressErrors = new TreeMap<>();
    private AdvertGaps advertGaps = AdvertGaps.NONE;

    void discarded(DiscardReason reason) {
        discarded.merge(reason, 1L, Long::sum);
    }

    void heardWhileMaster(int comparedWithOurs) {
        Relation relation =
                comparedWithOurs < 0 ? Relation.LOWER : comparedWithOurs == 0 ? Relation.EQUAL : Relation.HIGHER;
        whileMaster.merge(relation, 1L, Long::sum);
    }

    /** Two adverts of one master came with this between them. */
    void advertGap(long nanos) {
        List<Long> counts = new ArrayList<>(advertGaps.counts());
        int bucket = 0;
        while (bucket < AdvertGaps.BOUNDS_NANOS.size() && nanos > AdvertGaps.BOUNDS_NANOS.get(bucket)) {
            bucket++;
        }
        counts.set(bucket, counts.get(bucket) + 1);
        advertGaps = new AdvertGaps(counts, advertGaps.sumNanos() + nanos);
    }

    /** Counts by the errno name, the first word of the error; the kernel's list of names bounds the map. */
    void sendFailed(String error) {
        sendErrors.merge(error.split(" ", 2)[0], 1L, Long::sum);
    }

    void addressOperationFailed(String operation) {
        addressErrors.merge(operation, 1L, Long::sum);
    }

    RouterCounters snapshot() {
        return new RouterCounters(
                advertsSent,
                advertsReceived,
                discarded,
                sendErrors,
                resignationsSent,
                resignationsReceived,
                whileMaster,
                announcementsSent,
                addressErrors,
                addressesRestored,
                advertsMissed,
                advertGaps);
    }
}
