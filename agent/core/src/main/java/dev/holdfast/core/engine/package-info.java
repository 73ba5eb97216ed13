/**
 * The only entrance to the decisions: inputs with the time go in, actions and the next deadline come out.
 *
 * <p>Single-threaded: everything here belongs to the agent loop.
 */
@NullMarked
package dev.holdfast.core.engine;

import org.jspecify.annotations.NullMarked;
