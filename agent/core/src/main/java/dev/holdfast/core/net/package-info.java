/**
 * Values of the network that every part speaks: addresses, names, numbers. An object that exists is legal.
 *
 * <p>Equality of what serves as a key is written out. The JVM puts together a record's own at the first call, for
 * milliseconds each, and for some that call would come in the middle of a takeover.
 *
 * <p>Imports the JDK alone. Immutable, usable from any thread.
 */
@NullMarked
package dev.holdfast.core.net;

import org.jspecify.annotations.NullMarked;
