package dev.holdfast.core.spi;

/**
 * What the kernel counted of a virtual server or a real server, since it is in the kernel.
 *
 * @param connections connections that were begun
 * @param inPackets packets from clients
 * @param outPackets packets to clients; stays 0 where answers do not pass this node
 * @param inBytes octets from clients
 * @param outBytes octets to clients; as {@code outPackets}
 */
public record LvsTraffic(long connections, long inPackets, long outPackets, long inBytes, long outBytes) {
    public static final LvsTraffic NONE = new LvsTraffic(0, 0, 0, 0, 0);
}
