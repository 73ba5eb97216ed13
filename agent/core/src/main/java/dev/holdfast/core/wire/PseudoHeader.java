package dev.holdfast.core.wire;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import java.nio.ByteBuffer;

/** What a checksum covers besides the message, so that a packet to somebody else does not pass as ours. */
final class PseudoHeader {
    private PseudoHeader() {}

    /** RFC 8200 section 8.1 for IPv6; for IPv4 the layout of RFC 793 section 3.1. */
    static Octets of(IpAddress source, IpAddress destination, int protocol, int length) {
        int lengthOctets = source.family() == IpFamily.IPV4 ? 2 : 4;
        ByteBuffer header = ByteBuffer.allocate(
                source.family().octets() + destination.family().octets() + 2 * lengthOctets);
        header.put(source.toByteArray()).put(destination.toByteArray());
        if (source.family() == IpFamily.IPV4) {
            header.putShort((short) protocol).putShort((short) length);
        } else {
            header.putInt(length).putInt(protocol);
        }
        return Octets.of(header.array());
    }
}
