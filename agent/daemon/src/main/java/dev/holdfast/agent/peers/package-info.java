/**
 * Asks the agents of other nodes for their status, over whatever network reaches them, and hands what they say to the agent
 * loop.
 *
 * <p>Runs on an event loop of its own; names are looked up on its workers. Knows {@code core} and {@code vertx}.
 */
@NullMarked
package dev.holdfast.agent.peers;

import org.jspecify.annotations.NullMarked;
