package dev.holdfast.core.engine;

import dev.holdfast.core.vrrp.RouterConfig;

/**
 * For how long a change of an interface's link must last before it counts: {@code interface_up_down_delays}.
 *
 * @param downNanos for how long it may be down unnoticed, 0 to 255 s
 * @param upNanos for how long it must be up to be up, 0 to 255 s
 */
public record LinkDelays(long downNanos, long upNanos) {
    public static final LinkDelays NONE = new LinkDelays(0, 0);

    /** keepalived's limit. */
    public static final long MOST_NANOS = 255_000_000_000L;

    public LinkDelays {
        if (Math.min(downNanos, upNanos) < 0 || Math.max(downNanos, upNanos) > MOST_NANOS) {
            throw new IllegalArgumentException("a delay must be 0..255 s");
        }
    }

    /** Below this a router on the interface lets go before its peers take over, see {@link Debounce}. */
    public static long mostDownNanos(RouterConfig router) {
        return (router.downTimerAdverts() - 1) * router.advertIntervalNanos();
    }

    /** Whether a router on the interface may have these delays. */
    public boolean allow(RouterConfig router) {
        return downNanos == 0 || downNanos < mostDownNanos(router);
    }
}
