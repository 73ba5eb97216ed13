/**
 * Runs scripts: which user, which command line, how long, and what they said.
 *
 * <p>On threads of its own, never on the agent loop. Imports core alone.
 */
@NullMarked
package dev.holdfast.agent.notify;

import org.jspecify.annotations.NullMarked;
