package dev.holdfast.core.port;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;

/**
 * A datagram of protocol 112 as the kernel handed it over, before anybody judged it.
 *
 * <p>IPv4 raw sockets deliver the IP header with the packet, IPv6 raw sockets do not; the pure side unwraps the former.
 *
 * @param router whose socket received it
 * @param source the sender; for IPv4 as the header says
 * @param destination where it was sent to
 * @param hopLimit TTL or hop limit at arrival, 0 to 255
 * @param message the VRRP message without IP header, cut to the length that the IP header gives
 */
public record ReceivedDatagram(
        RouterKey router, IpAddress source, IpAddress destination, int hopLimit, Octets message) {}
