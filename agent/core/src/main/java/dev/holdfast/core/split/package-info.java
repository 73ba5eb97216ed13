/**
 * What one virtual router knows of other masters: evidence, a verdict with its cause, and incidents from their first sign
 * to their end.
 *
 * <p>Decides and tells; changes no election. Runs on the agent loop and may import {@code net} and {@code spi}.
 */
@NullMarked
package dev.holdfast.core.split;

import org.jspecify.annotations.NullMarked;
