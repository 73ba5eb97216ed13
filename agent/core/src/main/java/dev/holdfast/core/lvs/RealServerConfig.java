package dev.holdfast.core.lvs;

import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.notify.UpDownScripts;
import java.util.List;

/**
 * A real server as the operator wants it.
 *
 * @param server as it is in the kernel while it is up
 * @param inhibitOnFailure whether it stays in the kernel with weight 0 while it is down, so that its connections go on;
 *     else it is taken out
 * @param checks all of them must be content for it to be up; none means always up
 * @param scripts {@code notify_up} and {@code notify_down}
 */
public record RealServerConfig(
        RealServer server, boolean inhibitOnFailure, List<CheckConfig> checks, UpDownScripts scripts) {
    public RealServerConfig {
        checks = List.copyOf(checks);
    }

    /** Nobody is told. */
    public RealServerConfig(RealServer server, boolean inhibitOnFailure, List<CheckConfig> checks) {
        this(server, inhibitOnFailure, checks, UpDownScripts.NONE);
    }
}
