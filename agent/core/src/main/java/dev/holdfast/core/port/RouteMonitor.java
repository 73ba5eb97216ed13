package dev.holdfast.core.port;

import dev.holdfast.core.route.RoutingEntry;
import java.util.List;

/**
 * Watches the routes and rules that carry Holdfast's mark, or the protocol of one that was installed. The first {@link
 * #drain} tells all of them; later ones tell all of them again when something may have happened to one. Called on the
 * agent loop only.
 */
public interface RouteMonitor extends AutoCloseable {
    /** Reads what has happened, without blocking, at most {@code limit} messages; returns how many were read. */
    int drain(int limit, Watcher watcher);

    @Override
    void close();

    /** Takes what was read. */
    interface Watcher {
        /** These are in the kernel now, and no other. */
        void onRouting(List<RoutingEntry> present);
    }
}
