package dev.holdfast.core.port;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;

/**
 * A datagram of protocol 112, or of 51 around it, as the kernel handed it over, before anybody judged it.
 *
 * <p>IPv4 raw sockets deliver the IP header with the packet, IPv6 raw sockets do not; the pure side unwraps the former.
 *
 * @param router whose socket received it
 * @param source the sender; for IPv4 as the header says
 * @param destination where it was sent to
 * @param hopLimit TTL or hop limit at arrival, 0 to 255
 * @param message the VRRP message without IP header, cut to the length that the IP header gives
 * @param packet the whole IPv4 packet when the message came in an authentication header, which covers it; else empty
 * @param link the interface it came in by: the router's own, or one of its heartbeat links
 */
public record ReceivedDatagram(
        RouterKey router,
        IpAddress source,
        IpAddress destination,
        int hopLimit,
        Octets message,
        Octets packet,
        InterfaceName link) {
    /** One that came in by the router's own interface. */
    public ReceivedDatagram(
            RouterKey router, IpAddress source, IpAddress destination, int hopLimit, Octets message, Octets packet) {
        this(router, source, destination, hopLimit, message, packet, router.dev());
    }

    /** A message without an authentication header, by the router's own interface. */
    public ReceivedDatagram(RouterKey router, IpAddress source, IpAddress destination, int hopLimit, Octets message) {
        this(router, source, destination, hopLimit, message, Octets.EMPTY);
    }

    /** The same, come in by another link. */
    public ReceivedDatagram over(InterfaceName other) {
        return new ReceivedDatagram(router, source, destination, hopLimit, message, packet, other);
    }

    /** Whether it came in by a heartbeat link. */
    public boolean isBeside() {
        return !link.equals(router.dev());
    }
}
