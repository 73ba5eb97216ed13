package dev.holdfast.core.wire;

import dev.holdfast.core.net.MacAddress;
import dev.holdfast.core.net.Octets;
import java.nio.ByteBuffer;

/** The Ethernet header: destination, source, type. */
final class EtherFrame {
    static final int HEADER = 14;
    static final int TYPE_IPV4 = 0x0800;
    static final int TYPE_ARP = 0x0806;
    static final int TYPE_IPV6 = 0x86dd;

    private static final int SENDER = 6;
    private static final int TYPE = 12;

    private EtherFrame() {}

    static Octets of(MacAddress destination, MacAddress source, int type, Octets payload) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER + payload.length());
        frame.put(destination.toByteArray()).put(source.toByteArray()).putShort((short) type);
        frame.put(payload.toByteArray());
        return Octets.of(frame.array());
    }

    static boolean carries(Octets frame, int type, int leastPayloadLength) {
        return frame.length() >= HEADER + leastPayloadLength && frame.u16(TYPE) == type;
    }

    static MacAddress sender(Octets frame) {
        return macAt(frame, SENDER);
    }

    static MacAddress macAt(Octets frame, int index) {
        return MacAddress.of(frame.slice(index, index + 6).toByteArray());
    }
}
