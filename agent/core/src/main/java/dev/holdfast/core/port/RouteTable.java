package dev.holdfast.core.port;

import dev.holdfast.core.route.RoutingEntry;

/** Puts routes and rules into the kernel and takes them out. Called on the agent loop only. */
public interface RouteTable {
    /**
     * Installs an entry beside what others installed, and waits for the kernel's word. One that is there already counts as
     * installed.
     */
    Outcome install(RoutingEntry entry);

    /** Removes an entry; one that is not there counts as removed, and one of another protocol is left alone. */
    Outcome remove(RoutingEntry entry);
}
