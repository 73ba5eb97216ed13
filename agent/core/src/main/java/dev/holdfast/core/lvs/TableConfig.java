package dev.holdfast.core.lvs;

import dev.holdfast.core.ipvs.Timeouts;
import java.util.Optional;

/**
 * What the operator wants of the kernel's load balancer as a whole.
 *
 * @param timeouts after which connections are forgotten
 * @param flushes whether services that the configuration does not name are removed at the start
 * @param flushesOnStop whether they are removed when the agent stops
 * @param sync how connections are told to other directors, and heard of from them
 */
public record TableConfig(Timeouts timeouts, boolean flushes, boolean flushesOnStop, Optional<SyncConfig> sync) {
    /** Everything is left as it is. */
    public static final TableConfig NONE = new TableConfig(Timeouts.UNCHANGED, false, false, Optional.empty());
}
