/**
 * Values of the network that every part speaks: addresses, names, numbers. An object that exists is legal.
 *
 * <p>Imports the JDK alone. Immutable, usable from any thread.
 */
@NullMarked
package dev.holdfast.core.net;

import org.jspecify.annotations.NullMarked;
