package dev.holdfast.core.engine;

import dev.holdfast.core.spi.AgentEvent;
import java.util.List;

/**
 * What a new configuration does to the running one. Lists hold instance names: new ones where a name changed, old ones of
 * what is removed.
 *
 * @param kept not touched
 * @param changed changed while they run
 * @param restarted resign and start anew
 * @param added start
 * @param removed resign and end
 * @param moved addresses that another instance has from then on, with both; by VRID, so that a VRID that instances swap shows
 */
public record ReloadPlan(
        List<String> kept,
        List<String> changed,
        List<String> restarted,
        List<String> added,
        List<String> removed,
        List<String> moved) {
    public ReloadPlan {
        kept = List.copyOf(kept);
        changed = List.copyOf(changed);
        restarted = List.copyOf(restarted);
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        moved = List.copyOf(moved);
    }

    static ReloadPlan of(ConfigDiff diff, List<String> moved) {
        return new ReloadPlan(
                ConfigDiff.names(diff.kept()),
                ConfigDiff.names(diff.changed()),
                ConfigDiff.names(diff.restarted()),
                ConfigDiff.names(diff.added()),
                ConfigDiff.names(diff.removed()),
                moved);
    }

    AgentEvent applied(long nowNanos, long generation) {
        return new AgentEvent.ConfigApplied(nowNanos, generation, kept, changed, restarted, added, removed);
    }
}
