package dev.holdfast.core.port;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;

/** Sends and receives VRRP messages. One pair of sockets per virtual router. Called on the agent loop only. */
public interface AdvertisementTransport extends AutoCloseable {
    /**
     * Opens the sockets of one virtual router and joins its group. Opening what is open replaces it.
     *
     * @return done, or why the sockets could not be opened
     */
    Outcome open(TransportSpec spec);

    /** Closes the sockets of one virtual router; does nothing when there are none. */
    void close(RouterKey router);

    /**
     * Sends one packet without blocking.
     *
     * @param packet for IPv4 a whole datagram with its header, for IPv6 the VRRP message
     */
    Outcome send(RouterKey router, IpAddress source, IpAddress destination, Octets packet);

    /**
     * Reads what has arrived, without blocking.
     *
     * @param limit how many datagrams at most, over all routers
     * @return how many were delivered; {@code limit} means there may be more
     */
    int drain(int limit, Receiver receiver);

    @Override
    void close();

    /** Takes what was read. */
    interface Receiver {
        /** A datagram that the kernel filter let through. */
        void onDatagram(ReceivedDatagram datagram);

        /**
         * An IPv4 packet whose header does not hold together, as only a raw socket can show it.
         *
         * @param packet what was received, header included
         */
        void onMalformed(RouterKey router, Octets packet);
    }
}
