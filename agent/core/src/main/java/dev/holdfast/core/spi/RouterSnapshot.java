package dev.holdfast.core.spi;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.track.Influence;
import dev.holdfast.core.track.TrackerId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One virtual router as it stands now.
 *
 * <p>Times are nanoseconds on the agent's clock; {@link AgentFeed#epochMillis} turns them into wall time.
 *
 * @param name the instance's name in the configuration
 * @param key interface, family and VRID
 * @param settings what the configuration says of it
 * @param state where it stands
 * @param reason why it is there
 * @param sinceNanos when it got there
 * @param faults what holds it in FAULT; empty otherwise
 * @param effectivePriority the priority it advertises
 * @param influences what moves the priority away from the configured one, or makes a FAULT
 * @param masterIntervalNanos the advert interval in force: learned from the master, or its own
 * @param masterDownNanos silence after which it takes over
 * @param master the master last heard; empty while it is master itself or has heard none
 * @param addresses the virtual addresses and whether the kernel has them on this node
 * @param segment the network the router lives on, equal on all its nodes; empty while the interface has no address
 * @param counters what it has counted
 * @param scripts its queue of notify scripts
 */
public record RouterSnapshot(
        String name,
        RouterKey key,
        Settings settings,
        RouterState state,
        TransitionReason reason,
        long sinceNanos,
        Set<FaultCause> faults,
        Priority effectivePriority,
        List<Influence> influences,
        long masterIntervalNanos,
        long masterDownNanos,
        Optional<HeardMaster> master,
        List<HeldAddress> addresses,
        Optional<IpPrefix> segment,
        RouterCounters counters,
        ScriptQueueStatus scripts) {
    public RouterSnapshot {
        faults = Set.copyOf(faults);
        addresses = List.copyOf(addresses);
        influences = List.copyOf(influences);
    }

    public boolean isMaster() {
        return state == RouterState.MASTER;
    }

    /** What moves its priority now: each tracker with a weight once, though it may count for the router and its group. */
    public List<Adjustment> adjustments() {
        Map<TrackerId, Integer> points = new LinkedHashMap<>();
        for (Influence influence : influences) {
            if (influence.tracked().weight() != 0) {
                points.merge(influence.tracked().tracker(), influence.points(), Integer::sum);
            }
        }
        return points.entrySet().stream()
                .map(each -> new Adjustment(
                        each.getKey().kind().word(), each.getKey().name(), each.getValue()))
                .toList();
    }

    /**
     * What the configuration says, as far as it is worth showing.
     *
     * @param protocolVersion 2 or 3
     * @param basePriority the configured priority
     * @param advertIntervalNanos the configured interval
     * @param preempt whether it takes over from a living master of lower priority
     * @param mode {@code multicast} or {@code unicast}
     * @param authentication {@code none}, {@code pass}, {@code ah} or {@code hmac}; never the secret
     * @param leaseSeconds the kernel lease of its addresses, 0 for none
     * @param virtualMac whether it has the virtual MAC address, on a macvlan
     * @param garpDelayNanos when the second set of announcements follows a takeover, 0 for none
     * @param configHash a number derived from what must be equal on all nodes, 0 to 2^48 - 1
     */
    public record Settings(
            int protocolVersion,
            Priority basePriority,
            long advertIntervalNanos,
            boolean preempt,
            String mode,
            String authentication,
            int leaseSeconds,
            boolean virtualMac,
            long garpDelayNanos,
            long configHash) {}

    /**
     * The master that was heard last.
     *
     * @param address its source address
     * @param priority what it advertised
     * @param heardNanos when
     */
    public record HeardMaster(IpAddress address, Priority priority, long heardNanos) {}

    /** A virtual address, and whether the kernel says that it is on this node now. */
    public record HeldAddress(VirtualAddress address, boolean held) {}

    /**
     * The queue of notify scripts.
     *
     * @param waiting scripts that have not started
     * @param dropped scripts that never ran because the queue was full
     */
    public record ScriptQueueStatus(int waiting, long dropped) {}
}
