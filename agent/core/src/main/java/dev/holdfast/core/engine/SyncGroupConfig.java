package dev.holdfast.core.engine;

import dev.holdfast.core.notify.NotifyScripts;
import dev.holdfast.core.track.Tracked;
import java.util.List;

/**
 * Virtual routers that move together.
 *
 * @param members names of virtual routers, at least one
 * @param scripts what to run when the group changes its state
 * @param tracked what every member tracks in the group's name
 * @param trackingWeight whether weights count that members give to trackers of their own: {@code
 *     sync_group_tracking_weight}
 */
public record SyncGroupConfig(
        String name, List<String> members, NotifyScripts scripts, List<Tracked> tracked, boolean trackingWeight) {
    public SyncGroupConfig {
        members = List.copyOf(members);
        tracked = tracked.stream().map(each -> each.of(name)).toList();
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a sync group has members");
        }
    }

    /** A group that tracks nothing itself. */
    public SyncGroupConfig(String name, List<String> members, NotifyScripts scripts) {
        this(name, members, scripts, List.of(), false);
    }
}
