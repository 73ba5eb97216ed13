package dev.holdfast.core.engine;

import dev.holdfast.core.spi.RouterSnapshot;
import dev.holdfast.core.vrrp.RouterConfig;
import dev.holdfast.core.vrrp.Self;
import dev.holdfast.core.vrrp.State;

/** What the outside sees of one virtual router. */
record Portrait(
        Footing footing,
        Fitness fitness,
        Faults faults,
        Herald herald,
        MasterMemory master,
        Counters counters,
        Resolution resolution,
        ArbitrationDesk arbiters,
        Sockets sockets) {
    RouterSnapshot of(long nowNanos, State state, Self self) {
        RouterConfig config = self.config();
        long interval = state.masterIntervalNanos(self);
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
                interval,
                self.masterDownNanos(interval),
                master.last(),
                footing.held(config),
                footing.segment(config),
                counters.snapshot(),
                herald.desk().status(),
                resolution
                        .status(nowNanos)
                        .with(arbiters.status())
                        .over(sockets.heartbeats().snapshot()));
    }
}
