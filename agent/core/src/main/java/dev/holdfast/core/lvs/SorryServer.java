package dev.holdfast.core.lvs;

import dev.holdfast.core.ipvs.RealServer;

/**
 * The server that clients get while too few real servers are up.
 *
 * @param server as it is in the kernel while it serves
 * @param inhibit whether it stays in the kernel with weight 0 while it does not, so that its connections go on
 */
public record SorryServer(RealServer server, boolean inhibit) {}
