package dev.holdfast.core.ipvs;

/**
 * What went through a service or a server, since it was made or per second. All are unsigned 64 bits.
 *
 * @param packetsIn from the clients
 * @param packetsOut back to the clients; 0 where these do not come through the director
 */
public record Traffic(long connections, long packetsIn, long packetsOut, long bytesIn, long bytesOut) {
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0);

    /** Both together. */
    public Traffic plus(Traffic other) {
        return new Traffic(
                connections + other.connections,
                packetsIn + other.packetsIn,
                packetsOut + other.packetsOut,
                bytesIn + other.bytesIn,
                bytesOut + other.bytesOut);
    }
}
