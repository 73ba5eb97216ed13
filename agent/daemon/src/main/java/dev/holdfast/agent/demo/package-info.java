/**
 * {@code holdfast demo}: two agents on this machine, each with a network namespace of its own, and a client that sees
 * who answers. For a first look; nothing else uses it.
 *
 * <p>Runs on the main thread. Uses the agent as a user would: by its command line and its HTTP pages.
 */
@NullMarked
package dev.holdfast.agent.demo;

import org.jspecify.annotations.NullMarked;
