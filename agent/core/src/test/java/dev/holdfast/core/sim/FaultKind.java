package dev.holdfast.core.sim;

/** What goes wrong, or is done by an operator. Each kind must occur in a share of all seeds; a test counts. */
enum FaultKind {
    /** The agent's process dies; the machine goes on. */
    CRASH(Scope.NODE),
    /** The machine dies and comes back empty. */
    POWER_LOSS(Scope.NODE),
    /** The process is not run for a while; packets wait in its socket. */
    PAUSE(Scope.NODE),
    /** The operator stops the agent and starts it again. */
    STOP(Scope.NODE),
    /** An administrator deletes a virtual address. */
    ADDRESS_DELETED(Scope.INSTANT),
    /** Installing and removing addresses takes long. */
    SLOW_CALLS(Scope.NODE),
    /** Installing addresses fails. */
    INSTALL_FAILS(Scope.NODE),
    /** Sockets cannot be opened. */
    OPEN_FAILS(Scope.NODE),
    /** The carrier goes. */
    LINK_DOWN(Scope.NODE),
    /** The interface vanishes with all its addresses. */
    LINK_GONE(Scope.NODE),
    /** The interface loses the address from which adverts are sent. */
    SOURCE_LOST(Scope.NODE),
    /** The kernel lost link events and tells everything again. */
    RESYNC(Scope.INSTANT),
    /** Reloads. */
    RELOAD_NOTHING(Scope.INSTANT),
    RELOAD_PRIORITY(Scope.INSTANT),
    RELOAD_PREEMPT(Scope.INSTANT),
    /** On all nodes, one after the other. */
    RELOAD_INTERVAL(Scope.NETWORK),
    /** On all nodes, one after the other. */
    RELOAD_ADDRESSES(Scope.NETWORK),
    /** The tracked script fails for a while. */
    TRACKER_FAILS(Scope.NODE),
    /** The operator makes a master step down. */
    RELEASE(Scope.INSTANT),
    /** The operator takes a node out of service for a while. */
    MAINTENANCE(Scope.NODE),
    /** Loss, duplicates, reordering and a long tail of delays. */
    BAD_WEATHER(Scope.NETWORK),
    /** The segment falls in two. */
    PARTITION(Scope.NETWORK),
    /** One node no longer hears one other. */
    ONE_WAY(Scope.NETWORK);

    private final Scope scope;

    FaultKind(Scope scope) {
        this.scope = scope;
    }

    Scope scope() {
        return scope;
    }

    /** How far a fault reaches. */
    enum Scope {
        /** One node, over before anybody can look. */
        INSTANT,
        /** One node, for a while. */
        NODE,
        /** Between nodes, for a while. */
        NETWORK
    }
}
