/**
 * The order in which notify scripts run: one queue per virtual router, one script at a time, bounded.
 *
 * <p>Decides only; starting a process is an action that somebody else carries out. Runs on the agent loop.
 */
@NullMarked
package dev.holdfast.core.notify;

import org.jspecify.annotations.NullMarked;
