/**
 * The kernel's load balancer by generic netlink (linux/ip_vs.h).
 *
 * <p>The codecs are pure; the table belongs to the thread that uses it. Imports {@code libc}, {@code netlink}, and of the
 * core {@code ipvs}, {@code net} and {@code port}. Decides nothing.
 */
@NullMarked
package dev.holdfast.linux.ipvs;

import org.jspecify.annotations.NullMarked;
