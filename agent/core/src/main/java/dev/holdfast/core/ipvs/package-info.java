/**
 * Values of the kernel's load balancer, IPVS: virtual services, their real servers, what was counted of them, timeouts and
 * connection sync. Immutable, and as wide as the kernel takes them. May see {@code net} alone.
 */
@NullMarked
package dev.holdfast.core.ipvs;

import org.jspecify.annotations.NullMarked;
