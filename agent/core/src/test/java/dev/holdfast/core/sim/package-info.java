/**
 * Several agents on one segment in virtual time, with everything that goes wrong in real networks and machines.
 *
 * <p>One seed decides the topology, the faults and every delay. {@link dev.holdfast.core.sim.Simulation} runs it,
 * the checkers behind {@link dev.holdfast.core.sim.Observer} watch every event, and {@link
 * dev.holdfast.core.sim.SabotageTest} proves that they would notice. Single-threaded per seed.
 */
@NullMarked
package dev.holdfast.core.sim;

import org.jspecify.annotations.NullMarked;
