package dev.holdfast.agent.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one virtual router knows of other masters, in {@code /status}.
 *
 * @param verdict none, suspected or confirmed
 * @param mastersSeen distinct masters on the wire, this node included; 0 while it takes no part in the election
 * @param totalSeconds how long incidents were open, the open one included
 * @param incident the open incident; null while all is well
 * @param heartbeats the links over which adverts travel, the own interface first; empty without further ones
 * @param arbitration what each mechanism says that has a say
 * @param peers what peers say of the same virtual router; empty in the answer of an agent that asks none
 * @param standDown how it stays out because it lost a split brain; null while it takes part
 * @param healings how often it announced itself again because others were master too
 */
public record SplitBrainDocument(
        String verdict,
        int mastersSeen,
        double totalSeconds,
        @Nullable Incident incident,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Heartbeat> heartbeats,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Arbitration> arbitration,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Peer> peers,
        @Nullable StandDown standDown,
        long healings) {
    public SplitBrainDocument {
        heartbeats = List.copyOf(heartbeats);
        arbitration = List.copyOf(arbitration);
        peers = List.copyOf(peers);
    }

    /**
     * A link over which adverts travel.
     *
     * @param iface the interface, {@code interface} in JSON
     * @param up whether it runs and is not silent while adverts come over another
     * @param lastHeardSeconds how long ago an advert came over it; null for never
     */
    public record Heartbeat(
            @JsonProperty("interface") String iface,
            boolean up,
            @Nullable Double lastHeardSeconds) {}

    /**
     * What one mechanism says.
     *
     * @param mechanism reference or etcd
     * @param verdict granted, idle, pending or refused
     * @param since when it began to say so
     * @param detail why, for people; may be empty
     */
    public record Arbitration(String mechanism, String verdict, String since, double sinceSeconds, String detail) {}

    /** Why this router may not hold the addresses; empty when nothing says so. */
    public List<Arbitration> refusals() {
        return arbitration.stream()
                .filter(each -> each.verdict().equals("refused"))
                .toList();
    }

    /**
     * What a peer says.
     *
     * @param instance the router's name there
     * @param state where it stood when the question was asked
     */
    public record Peer(
            String peer, String instance, String state, int priority, String asked, List<Mismatch> mismatches) {
        public Peer {
            mismatches = List.copyOf(mismatches);
        }
    }

    /** Something that is set up differently there: a word, and both sides for people. */
    public record Mismatch(String what, String text) {}

    /**
     * An incident.
     *
     * @param id unique within this run of the agent, rising
     * @param cause the likely cause, as a word
     * @param causeText the same for people
     * @param since when it was opened
     * @param peers the other masters, by address
     */
    public record Incident(
            long id,
            String cause,
            String causeText,
            String since,
            double sinceSeconds,
            List<String> peers,
            List<Evidence> evidence) {
        public Incident {
            peers = List.copyOf(peers);
            evidence = List.copyOf(evidence);
        }
    }

    /** Since when, for whom (null: not known), and whether until an operator clears it. */
    public record StandDown(
            String since, double sinceSeconds, @Nullable String winner, boolean sticky) {}

    /** One thing that speaks for it: what, from whom (null: from this node itself), how often, when, and for people. */
    public record Evidence(String kind, @Nullable String peer, long count, String first, String last, String text) {}
}
