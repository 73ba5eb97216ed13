package dev.holdfast.core.engine;

import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.GroupSnapshot;
import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.spi.Unfit;
import dev.holdfast.core.track.Influence;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Virtual routers of this node that are master together or not at all: a firewall whose inside moves without its outside
 * answers nobody.
 *
 * <p>Three rules, as keepalived has them. A member takes over only when every member would. Where one member lets go, all
 * let go. What holds one member in FAULT holds all.
 */
final class SyncGroup {
    private final SyncGroupConfig config;
    private final List<VirtualRouter> members;
    private final GroupHerald herald;
    private boolean mayClaim;

    SyncGroup(SyncGroupConfig config, List<VirtualRouter> members, GroupHerald herald) {
        this.config = config;
        this.members = List.copyOf(members);
        this.herald = herald;
    }

    /** Before deadlines are looked at: would every member take over now? Asked once, so that all hear the same. */
    void decide(long nowNanos) {
        mayClaim = wouldAll(nowNanos);
    }

    boolean mayClaim() {
        return mayClaim;
    }

    /** Whether another member than this one is unfit by its own causes. */
    boolean isUnfitBeside(VirtualRouter one) {
        return members.stream()
                .anyMatch(member -> member != one && member.fitness().isUnfit());
    }

    /** Whether its members hold their addresses. */
    boolean holds() {
        return members.stream().anyMatch(member -> member.state().holdsAddresses());
    }

    /** Whether this member's time has come, and that of others has not. */
    boolean mustWait(VirtualRouter one, long nowNanos) {
        boolean waits = one.wantsMaster(nowNanos) && !one.state().holdsAddresses();
        return waits && !wouldAll(nowNanos);
    }

    /** Makes the members agree again, after anything that may have moved one of them. */
    void settle(long nowNanos) {
        members.forEach(member -> member.review(nowNanos));
        if (members.stream().anyMatch(VirtualRouter::hasLetGo)) {
            members.stream()
                    .filter(member -> member.state().holdsAddresses())
                    .forEach(member -> member.stepDown(nowNanos, TransitionReason.SYNC_GROUP));
        }
        RouterState state = state();
        if (state != herald.told()) {
            herald.tell(nowNanos, state, config.members(), unfit(), config.scripts());
        }
    }

    GroupSnapshot snapshot() {
        return new GroupSnapshot(config.name(), herald.told(), herald.sinceNanos(), config.members(), unfit());
    }

    private boolean wouldAll(long nowNanos) {
        return members.stream().allMatch(member -> member.wantsMaster(nowNanos));
    }

    private RouterState state() {
        List<RouterState> states =
                members.stream().map(member -> member.state().reported()).toList();
        if (states.contains(RouterState.FAULT)) {
            return RouterState.FAULT;
        }
        boolean agree = states.stream().distinct().count() == 1;
        if (agree) {
            return states.get(0);
        }
        return states.contains(RouterState.INIT) ? herald.told() : RouterState.BACKUP;
    }

    private List<Unfit> unfit() {
        return members.stream()
                .filter(member -> member.fitness().isUnfit())
                .map(member -> unfit(member.snapshot()))
                .toList();
    }

    private static Unfit unfit(RouterSnapshot member) {
        List<Influence> trackers =
                member.influences().stream().filter(Influence::isFault).toList();
        Set<FaultCause> own = EnumSet.copyOf(member.faults());
        own.remove(FaultCause.SYNC_GROUP);
        return new Unfit(member.name(), own, trackers);
    }
}
