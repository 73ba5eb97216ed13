/**
 * Looks whether a machine is set up for the part that it has in load balancing, and says what is missing. Changes nothing.
 *
 * <p>Runs in the process of the command that asks for it. Knows {@code core} alone.
 */
@NullMarked
package dev.holdfast.agent.doctor;

import org.jspecify.annotations.NullMarked;
