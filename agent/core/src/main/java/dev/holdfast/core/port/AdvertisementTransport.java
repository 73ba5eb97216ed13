package dev.holdfast.core.port;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;

/**
 * Sends and receives VRRP messages. One pair of sockets per virtual router, and one socket per heartbeat link beside its
 * interface. Called on the agent loop only.
 */
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
     * Listens on one heartbeat link of a virtual router, below addresses, routes and firewalls. Opening what is open
     * replaces it.
     *
     * @return done, or why the socket could not be opened
     */
    Outcome openHeartbeat(TransportSpec spec, InterfaceName link);

    /** Closes one heartbeat link of a virtual router; does nothing when it is not open. */
    void closeHeartbeat(RouterKey router, InterfaceName link);

    /**
     * Sends one packet to whoever is on a heartbeat link, without blocking.
     *
     * @param packet a whole IP packet with its header, of the router's family
     */
    Outcome sendHeartbeat(RouterKey router, InterfaceName link, Octets packet);

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
         * A packet whose IP header does not hold together, as raw sockets show it on IPv4 and heartbeat links on both.
         *
         * @param packet what was received, header included
         */
        void onMalformed(RouterKey router, Octets packet);
    }
}
