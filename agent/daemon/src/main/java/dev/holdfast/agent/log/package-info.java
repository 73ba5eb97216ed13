/**
 * What an operator reads: one line per thing worth knowing, as text or as JSON, written by a thread that nobody waits for.
 *
 * <p>The last lines are kept for those who ask later. Imports {@code core.spi} and logback. Listening runs on the agent
 * loop, writing on logback's thread, reading what is kept on any.
 */
@NullMarked
package dev.holdfast.agent.log;

import org.jspecify.annotations.NullMarked;
