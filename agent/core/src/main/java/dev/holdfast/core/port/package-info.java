/**
 * What the actions need from a machine. The Linux module implements these; so do the fakes of the simulation.
 *
 * <p>Unless they say otherwise, methods are called on the agent loop and must not block for longer than a netlink round
 * trip.
 */
@NullMarked
package dev.holdfast.core.port;

import org.jspecify.annotations.NullMarked;
