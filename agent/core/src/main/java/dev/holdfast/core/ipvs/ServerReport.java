package dev.holdfast.core.ipvs;

/**
 * A real server as the kernel has it.
 *
 * @param activeConnections established ones, unsigned 32 bits
 * @param inactiveConnections all others that are remembered, unsigned 32 bits
 * @param persistentConnections clients that are remembered, unsigned 32 bits
 */
public record ServerReport(
        RealServer server,
        long activeConnections,
        long inactiveConnections,
        long persistentConnections,
        Statistics statistics) {}
