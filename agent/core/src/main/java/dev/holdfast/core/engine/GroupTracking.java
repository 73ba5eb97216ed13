package dev.holdfast.core.engine;

import dev.holdfast.core.track.Tracked;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What each virtual router tracks, seen together with its sync group, as keepalived does.
 *
 * <p>What the group tracks counts for every member alike, weights too: all priorities move by the same points, and the
 * members stay as far apart as they were. A weight of one member alone pulls the members apart, until one node is the
 * better one for this member and another node for that, and none may move. So it is ignored, unless {@code
 * sync_group_tracking_weight} asks for it. Where a member is the address owner, whose priority never changes, what the
 * group tracks is good or bad without a weight.
 */
final class GroupTracking {
    private GroupTracking() {}

    /** By name of the router. */
    static Map<String, List<Tracked>> of(EngineConfig config) {
        Map<String, RouterConfig> routers = new HashMap<>();
        Map<String, List<Tracked>> tracked = new HashMap<>();
        for (RouterConfig router : config.routers()) {
            routers.put(router.name(), router);
            tracked.put(router.name(), router.tracked());
        }
        for (SyncGroupConfig group : config.groups()) {
            List<RouterConfig> members =
                    group.members().stream().map(routers::get).toList();
            boolean hasOwner =
                    members.stream().anyMatch(member -> member.priority().isOwner());
            List<Tracked> common = group.tracked().stream()
                    .map(each -> hasOwner ? each.withoutWeight() : each)
                    .toList();
            members.forEach(member -> tracked.put(
                    member.name(),
                    Stream.concat(own(member, group), common.stream()).toList()));
        }
        return tracked;
    }

    private static Stream<Tracked> own(RouterConfig member, SyncGroupConfig group) {
        return member.tracked().stream().filter(each -> group.trackingWeight() || each.weight() == 0);
    }
}
