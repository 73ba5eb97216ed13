/**
 * Proof that an advert comes from one of us: keyed digests, numbers that only grow, and what was heard of others' numbers.
 *
 * <p>Runs on the agent loop. Imports {@code net}, {@code spi} for the reasons, and {@code wire}.
 */
@NullMarked
package dev.holdfast.core.auth;

import org.jspecify.annotations.NullMarked;
