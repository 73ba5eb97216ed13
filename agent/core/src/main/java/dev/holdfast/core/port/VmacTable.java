package dev.holdfast.core.port;

import dev.holdfast.core.net.Vmac;

/**
 * Macvlan interfaces with virtual MAC addresses. Never touches an interface that is not Holdfast's. Called on the agent
 * loop only.
 */
public interface VmacTable {
    /**
     * Has the interface there, with all the settings of the kernel that it and its parent need. Adopts one that an agent
     * left which died. A new one is down, an adopted one as it is.
     *
     * @return done, or why it cannot be; then nothing new is left behind
     */
    Outcome create(Vmac vmac);

    /** Sets it up: from now on this node takes the frames for its MAC address. */
    Outcome raise(Vmac vmac);

    /** Sets it down: from now on this node ignores them, as a backup must (RFC 9568 section 6.4.2). */
    Outcome lower(Vmac vmac);

    /** Removes it, and gives its parent the settings back; done as well when it is not there. */
    Outcome remove(Vmac vmac);
}
