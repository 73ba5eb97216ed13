package dev.holdfast.core.engine;

import dev.holdfast.core.notify.NotifyScripts;
import java.util.List;

/**
 * Virtual routers that move together.
 *
 * @param members names of virtual routers, at least one
 * @param scripts what to run when the group changes its state
 */
public record SyncGroupConfig(String name, List<String> members, NotifyScripts scripts) {
    public SyncGroupConfig {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a sync group has members");
        }
    }
}
