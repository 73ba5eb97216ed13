/**
 * Values of policy routing: routes and rules as an operator writes them and as the kernel tells them. Immutable. May see
 * {@code net} alone.
 */
@NullMarked
package dev.holdfast.core.route;

import org.jspecify.annotations.NullMarked;
