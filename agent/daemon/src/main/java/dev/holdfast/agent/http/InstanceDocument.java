package dev.holdfast.agent.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router in {@code /status}, and alone the answer of {@code /status/<instance>}. Words are those of the
 * metrics' labels, but states are spelled as operators, scripts and logs spell them.
 *
 * @param iface the interface, {@code interface} in JSON
 * @param family 4 or 6
 * @param state INIT, BACKUP, MASTER, FAULT or STOPPED
 * @param reason why it is in this state, as a word
 * @param reasonText the same for people
 * @param since when it got there
 * @param faults what holds it in FAULT
 * @param advertIntervalSeconds the configured interval
 * @param masterAdvertIntervalSeconds the interval in force
 * @param masterDownIntervalSeconds silence after which it takes over
 * @param configHash equal on all nodes whose configuration agrees
 * @param master the master last heard; null while it is master itself or has heard none
 * @param segment the network it lives on; null while the interface has no address
 * @param splitBrain what it knows of other masters; null in the answer of an agent that does not say
 * @param comparison what peers compare with theirs; null in the answer of an agent that does not say
 */
public record InstanceDocument(
        String name,
        @JsonProperty("interface") String iface,
        int family,
        int vrid,
        int protocolVersion,
        String state,
        String reason,
        String reasonText,
        String since,
        double sinceSeconds,
        List<Fault> faults,
        PriorityDocument priority,
        boolean preempt,
        String mode,
        String authentication,
        int leaseSeconds,
        double advertIntervalSeconds,
        double masterAdvertIntervalSeconds,
        double masterDownIntervalSeconds,
        long configHash,
        @Nullable Master master,
        List<Address> addresses,
        @Nullable String segment,
        Counters counters,
        Scripts scripts,
        @Nullable SplitBrainDocument splitBrain,
        @Nullable ComparisonDocument comparison) {
    public InstanceDocument {
        faults = List.copyOf(faults);
        addresses = List.copyOf(addresses);
    }

    /** What holds it in FAULT, as a word and for people. */
    public record Fault(String cause, String text) {}

    /**
     * The configured priority, and the one it advertises.
     *
     * @param influences every tracker's part, in the order of the configuration; empty in the answer of an agent that has
     *     none yet
     */
    public record PriorityDocument(
            int base,
            int effective,
            @JsonSetter(nulls = Nulls.AS_EMPTY) List<Influence> influences) {
        public PriorityDocument {
            influences = List.copyOf(influences);
        }
    }

    /**
     * What one tracker does to the priority.
     *
     * @param tracker its kind: interface, script, check, process or file
     * @param reading good, bad, unknown (before its first result), or the number in a file
     * @param points what it adds to the base
     * @param fault whether it holds the router in FAULT
     * @param group the sync group that tracks it for all its members; null when the instance does
     */
    public record Influence(
            String tracker,
            String name,
            int weight,
            boolean reverse,
            String reading,
            int points,
            boolean fault,
            @Nullable String group) {}

    /** The master heard last, and when. */
    public record Master(String address, int priority, String heard, double heardSecondsAgo) {}

    /** A virtual address, whether adverts list it, and whether the kernel has it on this node. */
    public record Address(
            String address,
            @JsonProperty("interface") String iface,
            @Nullable String label,
            boolean advertised,
            boolean held) {}

    /** What was counted since the instance was configured. Maps hold only what occurred. */
    public record Counters(
            long advertsSent,
            long advertsReceived,
            Map<String, Long> advertsDiscarded,
            Map<String, Long> advertSendErrors,
            long resignationsSent,
            long resignationsReceived,
            Map<String, Long> advertsWhileMaster,
            long announcementsSent,
            Map<String, Long> addressOperationErrors,
            long addressesRestored) {
        public Counters {
            advertsDiscarded = Map.copyOf(advertsDiscarded);
            advertSendErrors = Map.copyOf(advertSendErrors);
            advertsWhileMaster = Map.copyOf(advertsWhileMaster);
            addressOperationErrors = Map.copyOf(addressOperationErrors);
        }
    }

    /** The queue of notify scripts. */
    public record Scripts(int waiting, long dropped) {}
}
