/**
 * What the agent tells: its clock, the newest snapshot, the status of the process, and who listens.
 *
 * <p>Written by the agent loop and by the reload, read from any thread. Imports {@code core.spi} alone.
 */
@NullMarked
package dev.holdfast.agent.feed;

import org.jspecify.annotations.NullMarked;
