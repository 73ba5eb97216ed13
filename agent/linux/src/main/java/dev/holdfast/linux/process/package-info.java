/**
 * The process as Linux sees it: capabilities, real-time scheduling, namespaces, process groups, locks between agents,
 * and the service manager.
 *
 * <p>Imports {@code libc}, and of the core {@code net} and {@code port}. Each class says its threads.
 */
@NullMarked
package dev.holdfast.linux.process;

import org.jspecify.annotations.NullMarked;
