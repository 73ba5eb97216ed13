/**
 * What a priority depends on beside the configuration: interfaces, scripts, checks, processes and files, what each says
 * now, and what that is worth to a virtual router.
 *
 * <p>Imports {@code net} alone. Decides nothing about elections and asks no clock.
 */
@NullMarked
package dev.holdfast.core.track;

import org.jspecify.annotations.NullMarked;
