/**
 * Virtual servers: which real servers are up, whether they are enough, who should be in the kernel's table, and what must
 * be ordered to get there.
 *
 * <p>Imports {@code ipvs}, {@code notify}, {@code track}, {@code net} and {@code spi}. Asks no clock, and orders nothing itself.
 */
@NullMarked
package dev.holdfast.core.lvs;

import org.jspecify.annotations.NullMarked;
