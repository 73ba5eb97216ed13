/**
 * Interfaces and addresses, as routing netlink tells and takes them.
 *
 * <p>Everything here belongs to the agent loop. Imports {@code libc}, {@code netlink}, and of the core {@code net} and
 * {@code port}. Decides nothing.
 */
@NullMarked
package dev.holdfast.linux.route;

import org.jspecify.annotations.NullMarked;
