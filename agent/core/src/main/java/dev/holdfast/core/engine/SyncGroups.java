package dev.holdfast.core.engine;

import dev.holdfast.core.spi.GroupSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sync groups of a node. A configuration forms them anew; what was told of a group stays under its name. */
final class SyncGroups {
    private final Outbox outbox;
    private final List<SyncGroup> groups = new ArrayList<>();
    private final Map<VirtualRouter, SyncGroup> byMember = new HashMap<>();
    private final Map<String, GroupHerald> heralds = new LinkedHashMap<>();

    SyncGroups(Outbox outbox) {
        this.outbox = outbox;
    }

    void configure(List<SyncGroupConfig> configs, Map<String, VirtualRouter> routers) {
        groups.clear();
        byMember.clear();
        List<String> names = configs.stream().map(SyncGroupConfig::name).toList();
        heralds.entrySet()
                .removeIf(herald -> !names.contains(herald.getKey())
                        && herald.getValue().desk().isIdle());
        for (SyncGroupConfig config : configs) {
            GroupHerald herald = heralds.computeIfAbsent(config.name(), name -> new GroupHerald(name, outbox));
            List<VirtualRouter> members =
                    config.members().stream().map(routers::get).toList();
            SyncGroup group = new SyncGroup(config, members, herald);
            groups.add(group);
            members.forEach(member -> byMember.put(member, group));
        }
    }

    Optional<SyncGroup> of(VirtualRouter router) {
        return Optional.ofNullable(byMember.get(router));
    }

    /** Whether it may take over: alone, or with a group all of which would. */
    boolean mayClaim(VirtualRouter router) {
        return of(router).map(SyncGroup::mayClaim).orElse(true);
    }

    /** Whether its time has come, and that of others of its group has not. */
    boolean mustWait(VirtualRouter router, long nowNanos) {
        return of(router).filter(group -> group.mustWait(router, nowNanos)).isPresent();
    }

    /** Whether its group holds its addresses. */
    boolean hold(VirtualRouter router) {
        return of(router).filter(SyncGroup::holds).isPresent();
    }

    /** Whether another of its group is unfit by its own causes. */
    boolean isUnfitBeside(VirtualRouter router) {
        return of(router).filter(group -> group.isUnfitBeside(router)).isPresent();
    }

    void decide(long nowNanos) {
        groups.forEach(group -> group.decide(nowNanos));
    }

    void settle(long nowNanos) {
        groups.forEach(group -> group.settle(nowNanos));
    }

    List<NotifyDesk> desks() {
        return heralds.values().stream().map(GroupHerald::desk).toList();
    }

    List<GroupSnapshot> snapshots() {
        return groups.stream().map(SyncGroup::snapshot).toList();
    }
}
