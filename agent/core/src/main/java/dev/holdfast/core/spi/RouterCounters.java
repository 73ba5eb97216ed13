package dev.holdfast.core.spi;

import java.util.Map;

/**
 * What one virtual router has counted since it was configured. Counters never go down, reloads included.
 *
 * @param advertsSent adverts handed to the kernel, resignations included, one per destination
 * @param advertsReceived adverts accepted
 * @param advertsDiscarded adverts refused, by reason
 * @param advertSendErrors adverts that the kernel refused to send, by errno name
 * @param resignationsSent adverts with priority 0 sent
 * @param resignationsReceived adverts with priority 0 accepted
 * @param advertsWhileMaster adverts accepted while master, by how the sender's priority compares with ours
 * @param announcementsSent rounds of gratuitous ARP or neighbour advertisements, times addresses
 * @param addressOperationErrors failures to install or remove an address, by operation
 * @param addressesRestored times a virtual address was removed by somebody else and put back
 * @param advertsMissed advert intervals, while not master, in which the master's advert did not come
 * @param advertGaps the times between two adverts of one master
 */
public record RouterCounters(
        long advertsSent,
        long advertsReceived,
        Map<DiscardReason, Long> advertsDiscarded,
        Map<String, Long> advertSendErrors,
        long resignationsSent,
        long resignationsReceived,
        Map<Relation, Long> advertsWhileMaster,
        long announcementsSent,
        Map<String, Long> addressOperationErrors,
        long addressesRestored,
        long advertsMissed,
        AdvertGaps advertGaps) {
    public RouterCounters {
        advertsDiscarded = Map.copyOf(advertsDiscarded);
        advertSendErrors = Map.copyOf(advertSendErrors);
        advertsWhileMaster = Map.copyOf(advertsWhileMaster);
        addressOperationErrors = Map.copyOf(addressOperationErrors);
    }

    /** How a peer's priority compares with ours. */
    public enum Relation {
        LOWER,
        EQUAL,
        HIGHER;

        /** The lower-case word that labels and JSON use. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
