package dev.holdfast.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** One message from the kernel. */
public final class NetlinkMessage {
    private static final int TYPE = 4;
    private static final int FLAGS = 6;
    private static final int SEQUENCE = 8;

    private final ByteBuffer octets;

    private NetlinkMessage(byte[] octets) {
        this.octets = ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder());
    }

    /** The messages of one datagram; what is cut off at the end is left out. */
    public static List<NetlinkMessage> split(byte[] datagram) {
        ByteBuffer buffer = ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder());
        List<NetlinkMessage> messages = new ArrayList<>();
        int at = 0;
        while (at + Framing.HEADER <= datagram.length) {
            int length = buffer.getInt(at);
            if (length < Framing.HEADER || length > datagram.length - at) {
                break;
            }
            byte[] octets = new byte[length];
            buffer.get(at, octets);
            messages.add(new NetlinkMessage(octets));
            at += Framing.aligned(length);
        }
        return messages;
    }

    /** What kind it is: a number of {@link Framing} or of the family, such as RTM_NEWLINK. */
    public int type() {
        return octets.getShort(TYPE) & 0xffff;
    }

    /** NLM_F_…; on an event it tells how the change was ordered. */
    public int flags() {
        return octets.getShort(FLAGS) & 0xffff;
    }

    int sequence() {
        return octets.getInt(SEQUENCE);
    }

    /** Whether the part after the header has at least {@code length} octets. */
    public boolean hasBody(int length) {
        return length >= 0 && length <= octets.capacity() - Framing.HEADER;
    }

    /** The octet at {@code offset} of the part after the header. */
    public int u8(int offset) {
        return octets.get(Framing.HEADER + offset) & 0xff;
    }

    /** The four octets at {@code offset} of the part after the header. */
    public int u32(int offset) {
        return octets.getInt(Framing.HEADER + offset);
    }

    /** The attributes that follow a fixed part of {@code bodyLength} octets; none when it is not that long. */
    public Attributes attributes(int bodyLength) {
        if (!hasBody(bodyLength)) {
            return Attributes.parse(new byte[0], 0);
        }
        return Attributes.parse(octets.array(), Framing.HEADER + Framing.aligned(bodyLength));
    }
}
