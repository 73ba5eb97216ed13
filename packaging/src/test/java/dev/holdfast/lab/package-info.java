/**
 * The lab: agents and keepalived in network namespaces, and what was seen of them.
 *
 * <p>A {@link dev.holdfast.lab.Lab} is one switch with up to three nodes and a client on it. Everything that happens is
 * recorded from outside the agents, by the kernel's address events, by captures and by a pinging client, and judged
 * afterwards. All times are of the wall clock, because that is the clock all of these recorders share.
 */
@NullMarked
package dev.holdfast.lab;

import org.jspecify.annotations.NullMarked;
