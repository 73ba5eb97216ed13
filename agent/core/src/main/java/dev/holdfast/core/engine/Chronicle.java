package dev.holdfast.core.engine;

import dev.holdfast.core.net.Priority;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.vrrp.Heard;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.Set;

/** What one virtual router remembers and tells of its peers' adverts, and of its own moves. */
record Chronicle(
        Bookkeeper books, SplitDesk split, Resolution resolution, MasterMemory master, Herald herald, Sockets sockets) {
    /** An advert was heard; comes before the state answers. */
    void hear(long nowNanos, Heard peer, Priority own, RouterState state, long masterIntervalNanos) {
        books.onHeard(nowNanos, peer, own, state == RouterState.MASTER);
        split.heard(nowNanos, peer, own);
        master.onAdvert(nowNanos, peer, herald.sinceNanos(), masterIntervalNanos);
    }

    /** The state has answered. */
    void heard(long nowNanos, Heard peer, RouterConfig config, Priority own, RouterState state) {
        if (state != RouterState.MASTER) {
            master.remember(nowNanos, peer);
        } else if (!peer.isResigning()) {
            herald.contended(nowNanos, config, own, peer);
        }
    }

    /**
     * The state is another one, perhaps the same to the outside.
     *
     * @param intervalNanos the advert interval that the state before reckoned with
     */
    void moved(
            long nowNanos,
            RouterConfig config,
            RouterState from,
            RouterState to,
            Set<FaultCause> faults,
            Priority priority,
            long intervalNanos) {
        if (from != RouterState.MASTER && to == RouterState.MASTER) {
            master.onTakeover(nowNanos, herald.sinceNanos(), intervalNanos);
        }
        if (to != from) {
            herald.tell(nowNanos, config, from, to, faults, priority, master.last());
            resolution.moved(nowNanos, config, from, to, herald.reason());
            split.moved(nowNanos, to, herald.reason());
            sockets.heartbeats().moved(nowNanos, to);
        }
        if (to == RouterState.MASTER) {
            master.forget();
        }
    }
}
