package dev.holdfast.core.engine;

import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.vrrp.State;

/** What the outside sees of one virtual router. */
record Portrait(
        Footing footing,
        Fitness fitness,
        Faults faults,
        Herald herald,
        MasterMemory master,
        Counters counters,
        Resolution resolution) {
    /** @param intervalNanos how often the master of now advertises */
    RouterSnapshot of(long nowNanos, RouterConfig config, State state, long intervalNanos, long downNanos) {
        return new RouterSnapshot(
                config.name(),
                config.key(),
                Settings.of(config),
                state.reported(),
                herald.reason(),
                herald.sinceNanos(),
                faults.causes(),
                fitness.priority(),
                fitness.influences(),
                intervalNanos,
                downNanos,
                master.last(),
                footing.held(config),
                footing.segment(config),
                counters.snapshot(),
                herald.desk().status(),
                resolution.status(nowNanos));
    }
}
