/**
 * Wires an agent together, in the order in which it may fail; the only package that sees {@code dev.holdfast.linux}.
 *
 * <p>Runs on the main thread and on a thread for reloads.
 */
@NullMarked
package dev.holdfast.agent.boot;

import org.jspecify.annotations.NullMarked;
