package dev.holdfast.core.sim;

import dev.holdfast.core.engine.Action;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.AgentEvent;

/** Watches a simulation. A checker throws a {@link Violation} when what it sees must not be. */
interface Observer {
    /** A fault begins, or ends when {@code begins} is false. */
    default void onFault(Fault fault, boolean begins) {}

    /** A process starts. */
    default void onStart(SimNode node) {}

    /** A process is gone: it crashed, or it ended by itself when {@code cleanly}. */
    default void onEnd(SimNode node, boolean cleanly) {}

    /** A turn begins, {@code lateNanos} after the deadline the engine asked for; 0 when it is not late. */
    default void onWake(SimNode node, long lateNanos) {}

    /** The engine is about to be given a datagram; it is told afterwards through {@link #onHeard}. */
    default void onDatagram(SimNode node, Inbound inbound) {}

    /** The engine has been given a datagram. */
    default void onHeard(SimNode node, Inbound inbound) {}

    /**
     * The engine has been given the configuration that the node now has, or something else that its decisions depend on: a
     * result of a tracker, an order of the operator.
     */
    default void onConfig(SimNode node) {}

    /** The engine is about to be told to stop. */
    default void onShutdown(SimNode node) {}

    /** An action is about to be carried out. */
    default void onAction(SimNode node, Action action) {}

    /** An action was carried out. */
    default void onOutcome(SimNode node, Action action, Outcome outcome) {}

    /** The engine published something. */
    default void onEvent(SimNode node, AgentEvent event) {}

    /** The kernel got an address that it did not have, or lost one. */
    default void onAddress(SimNode node, VirtualAddress address, boolean present) {}

    /** A turn has ended: no action is left. */
    default void onTurnEnd(SimNode node) {}

    /** An event of the simulation has been dealt with. */
    default void onInstant() {}
}
