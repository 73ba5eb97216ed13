/**
 * A Linux machine behind the core's ports.
 *
 * <p>Adapters do what Linux can do and decide nothing. Opened, used and closed on the agent loop.
 */
@NullMarked
package dev.holdfast.linux;

import org.jspecify.annotations.NullMarked;
