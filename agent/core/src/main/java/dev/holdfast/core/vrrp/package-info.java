/**
 * The election of one virtual router: a record per state, as RFC 9568 section 6.4 lays it out, and the arithmetic of
 * its timers.
 *
 * <p>Runs on the agent loop. Time comes in as an argument; what should be done goes out through {@link
 * dev.holdfast.core.vrrp.Self}. Imports {@code net}, {@code wire} and {@code spi}.
 */
@NullMarked
package dev.holdfast.core.vrrp;

import org.jspecify.annotations.NullMarked;
