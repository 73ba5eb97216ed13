package dev.holdfast.core.spi;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.track.Influence;
import dev.holdfast.core.track.Reading;
import dev.holdfast.core.track.TrackerId;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened and that somebody may want to log, count or send on. Times are nanoseconds on the agent's clock.
 */
public sealed interface AgentEvent {
    long atNanos();

    <R> R accept(Visitor<R> visitor);

    /** One method per kind, so that the compiler demands an answer to every kind. */
    interface Visitor<R> {
        R stateChanged(StateChanged event);

        R groupChanged(GroupChanged event);

        R lowerMasterHeard(LowerMasterHeard event);

        R reconciled(Reconciled event);

        R advertDiscarded(AdvertDiscarded event);

        R peerWarning(PeerWarning event);

        R addressRestored(AddressRestored event);

        R orphanFound(OrphanFound event);

        R routeRestored(RouteRestored event);

        R routeOrphanFound(RouteOrphanFound event);

        R operationFailed(OperationFailed event);

        R scriptFinished(ScriptFinished event);

        R configApplied(ConfigApplied event);

        R stalled(Stalled event);

        R trackerChanged(TrackerChanged event);

        R priorityChanged(PriorityChanged event);

        R maintenanceChanged(MaintenanceChanged event);

        R splitBrainChanged(SplitBrainChanged event);

        R splitNoted(SplitNoted event);

        R lvsNoted(LvsNoted event);
    }

    /**
     * A virtual router changed its state.
     *
     * @param id unique within this run of the agent, rising
     * @param faults what holds it, when {@code to} is FAULT
     * @param priority the effective priority at that moment
     * @param peer the router whose advert caused it, or the master last heard
     * @param addresses the virtual addresses of the router
     * @param tookNanos for MASTER: from the decision to the addresses confirmed; else 0
     * @param silenceNanos for MASTER after a master was heard: from its last advert to our first one; else 0
     */
    record StateChanged(
            long atNanos,
            long id,
            String router,
            RouterKey key,
            RouterState from,
            RouterState to,
            TransitionReason reason,
            List<FaultCause> faults,
            Priority priority,
            Optional<IpAddress> peer,
            List<VirtualAddress> addresses,
            long tookNanos,
            long silenceNanos)
            implements AgentEvent {
        public StateChanged {
            faults = List.copyOf(faults);
            addresses = List.copyOf(addresses);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.stateChanged(this);
        }
    }

    /**
     * A sync group changed its state.
     *
     * @param id unique within this run of the agent, rising
     * @param members the names of its virtual routers
     * @param unfit the members that hold it in FAULT, and why, when {@code to} is FAULT
     */
    record GroupChanged(
            long atNanos,
            long id,
            String group,
            RouterState from,
            RouterState to,
            List<String> members,
            List<Unfit> unfit)
            implements AgentEvent {
        public GroupChanged {
            members = List.copyOf(members);
            unfit = List.copyOf(unfit);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.groupChanged(this);
        }
    }

    /**
     * A master heard another one that it does not yield to. At most twice in an advert interval of its own.
     *
     * @param id unique within this run of the agent, rising
     * @param priority the effective priority at that moment
     * @param peer the other master
     * @param addresses the virtual addresses of the router
     */
    record LowerMasterHeard(
            long atNanos,
            long id,
            String router,
            RouterKey key,
            Priority priority,
            IpAddress peer,
            List<VirtualAddress> addresses)
            implements AgentEvent {
        public LowerMasterHeard {
            addresses = List.copyOf(addresses);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.lowerMasterHeard(this);
        }
    }

    /**
     * A master that heard another one is the only one again, and stayed master all the while: what the other one's scripts
     * did, such as moving an address of a cloud, is to be put right. Not published where {@code notify_reconcile} is off.
     *
     * @param id unique within this run of the agent, rising
     * @param priority the effective priority at that moment
     * @param peer the other master
     * @param addresses the virtual addresses of the router
     * @param lastedNanos from the first to the last advert of the other one
     */
    record Reconciled(
            long atNanos,
            long id,
            String router,
            RouterKey key,
            Priority priority,
            IpAddress peer,
            List<VirtualAddress> addresses,
            long lastedNanos)
            implements AgentEvent {
        public Reconciled {
            addresses = List.copyOf(addresses);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.reconciled(this);
        }
    }

    /**
     * An advert was refused. Rate-limited: one per router and reason in ten seconds.
     *
     * @param detail what was found and what is expected, without secrets
     * @param suppressed how many of the same kind were not reported since the last one
     */
    record AdvertDiscarded(
            long atNanos, String router, DiscardReason reason, IpAddress source, String detail, long suppressed)
            implements AgentEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.advertDiscarded(this);
        }
    }

    /**
     * A peer was heard, and something about it is odd enough to tell the operator. Rate-limited like discards.
     *
     * @param detail the finding, in words
     */
    record PeerWarning(long atNanos, String router, PeerOddity oddity, IpAddress source, String detail, long suppressed)
            implements AgentEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.peerWarning(this);
        }
    }

    /**
     * Somebody removed an address of ours; it has been put back.
     *
     * @param router whose it is, or {@code static}
     */
    record AddressRestored(long atNanos, String router, VirtualAddress address) implements AgentEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.addressRestored(this);
        }
    }

    /** An address with our mark was found though no router of ours is master: a crash left it behind. It is removed. */
    record OrphanFound(long atNanos, String router, VirtualAddress address) implements AgentEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.orphanFound(this);
        }
    }

    /**
     * Somebody removed a route or a rule; it has been put back.
     *
     * @param router whose it is, or {@code static}
     * @param entry as {@code ip} would take it
     */
    record RouteRestored(long atNanos, String router, String entry) implements AgentEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.routeRestored(this);
        }
    }

    /** A route or a rule with our mark was found that nobody wants: a crash left it behind. It is removed. */
    record RouteOrphanFound(long atNanos, String entry) implements AgentEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.routeOrphanFound(this);
        }
    }

    /** The machine refused an order. Rate-limited like discards. */
    record OperationFailed(long atNanos, String router, String what, long suppressed) implements AgentEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.operationFailed(this);
        }
    }

    /**
     * A notify script ended, or another way to tell somebody came to an end.
     *
     * @param router the instance or the sync group; empty for what belongs to the whole agent
     * @param kind the key of the configuration that asked for it, such as {@code notify_master}
     * @param path the program, or where else the news was to go
     * @param result how it ended
     * @param exitStatus the exit status when it exited; -1 otherwise
     * @param tookNanos how long it ran
     * @param detail the last lines of its output, or why it could not be started; may be empty
     */
    record ScriptFinished(
            long atNanos,
            String router,
            String kind,
            String path,
            ScriptResult result,
            int exitStatus,
            long tookNanos,
            String detail)
            implements AgentEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.scriptFinished(this);
        }
    }

    /** A configuration is in force. Lists hold instance names. */
    record ConfigApplied(
            long atNanos,
            long generation,
            List<String> kept,
            List<String> changed,
            List<String> restarted,
            List<String> added,
            List<String> removed)
            implements AgentEvent {
        public ConfigApplied {
            kept = List.copyOf(kept);
            changed = List.copyOf(changed);
            restarted = List.copyOf(restarted);
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.configApplied(this);
        }
    }

    /**
     * Something tracked says something else now.
     *
     * @param detail what was found, in words; may be empty
     */
    record TrackerChanged(long atNanos, TrackerId tracker, Reading from, Reading to, String detail)
            implements AgentEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.trackerChanged(this);
        }
    }

    /**
     * A virtual router's effective priority changed.
     *
     * @param influences every tracker's part in it
     */
    record PriorityChanged(
            long atNanos, String router, Priority base, Priority from, Priority to, List<Influence> influences)
            implements AgentEvent {
        public PriorityChanged {
            influences = List.copyOf(influences);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.priorityChanged(this);
        }
    }

    /** The operator took this node out of service, or back in. */
    record MaintenanceChanged(long atNanos, boolean on) implements AgentEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.maintenanceChanged(this);
        }
    }

    /**
     * The agent ran later than it asked to, by more than an advert interval of this router.
     *
     * @param lateNanos by how much
     */
    record Stalled(long atNanos, String router, long lateNanos) implements AgentEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.stalled(this);
        }
    }

    /**
     * A split brain was noticed, is known better, or is over. In an incident at most two in an advert interval.
     *
     * @param incident what is known; when it is over, what was known last
     */
    record SplitBrainChanged(long atNanos, String router, RouterKey key, SplitPhase phase, SplitIncident incident)
            implements AgentEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.splitBrainChanged(this);
        }
    }

    /**
     * Prevention, detection or resolution of split brain found or did something. At most once per change.
     *
     * @param router the instance; empty for what concerns the whole agent
     * @param detail of whom, and why
     */
    record SplitNoted(long atNanos, String router, SplitNotice notice, String detail) implements AgentEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.splitNoted(this);
        }
    }

    /** Something happened to a virtual server, known by its key, or to {@code realServer}, empty for none of them. */
    record LvsNoted(long atNanos, String virtualServer, String realServer, LvsNotice notice, String detail)
            implements AgentEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.lvsNoted(this);
        }
    }
}
