/**
 * The command line: arguments in, exit codes out. What the commands do lives in the packages beside it.
 *
 * <p>Main thread. May import everything of the daemon, never {@code dev.holdfast.linux}.
 */
@NullMarked
package dev.holdfast.agent;

import org.jspecify.annotations.NullMarked;
