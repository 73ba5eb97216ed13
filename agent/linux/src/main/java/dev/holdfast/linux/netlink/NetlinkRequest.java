package dev.holdfast.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Builds one message to the kernel: a type, flags, a fixed part, attributes. */
public final class NetlinkRequest {
    /** Far more than an address or link request needs; a bound for {@link NetlinkRequests#MAX_BATCH}. */
    static final int MAX_LENGTH = 256;

    /** A route over sixteen gateways, each of 28 octets, and everything else. Such requests are sent one by one. */
    private static final int MAX_LENGTH_ALONE = 1024;

    private static final int ATTRIBUTE_HEADER = 4;

    private final ByteBuffer octets;

    /**
     * Begins a message.
     *
     * @param type what is asked for, such as RTM_NEWADDR
     * @param flags the family's flags; that it is a request is added
     * @param body the fixed part that follows the header
     */
    public NetlinkRequest(int type, int flags, ByteBuffer body) {
        this(type, flags, body, MAX_LENGTH);
    }

    /** Begins a message that may become longer, and that {@link NetlinkRequests#order} gets alone. */
    public static NetlinkRequest alone(int type, int flags, ByteBuffer body) {
        return new NetlinkRequest(type, flags, body, MAX_LENGTH_ALONE);
    }

    private NetlinkRequest(int type, int flags, ByteBuffer body, int room) {
        octets = ByteBuffer.allocate(room).order(ByteOrder.nativeOrder());
        octets.position(Framing.HEADER);
        octets.put(body.duplicate().clear());
        pad();
        octets.putShort(4, (short) type);
        octets.putShort(6, (short) (flags | Framing.FLAG_REQUEST));
    }

    /** An empty structure of {@code length} octets in the machine's order, to be filled by the caller. */
    public static ByteBuffer structure(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
    }

    /** Adds a structure. */
    public NetlinkRequest add(int type, ByteBuffer value) {
        octets.putShort((short) (ATTRIBUTE_HEADER + value.capacity()));
        octets.putShort((short) type);
        octets.put(value.duplicate().clear());
        pad();
        return this;
    }

    /** Adds octets as they are. */
    public NetlinkRequest add(int type, byte... value) {
        return add(type, ByteBuffer.wrap(value));
    }

    /** Adds a number of two octets in the machine's order. */
    public NetlinkRequest addU16(int type, int value) {
        return add(type, structure(Short.BYTES).putShort(0, (short) value));
    }

    /** Adds a number of two octets in network order, such as a port. */
    public NetlinkRequest addU16be(int type, int value) {
        return add(type, (byte) (value >>> Byte.SIZE), (byte) value);
    }

    /** Adds a number of four octets. */
    public NetlinkRequest addU32(int type, int value) {
        return add(type, structure(Integer.BYTES).putInt(0, value));
    }

    /** Adds a text with the zero at its end. */
    public NetlinkRequest addText(int type, String value) {
        return add(type, (value + "\0").getBytes(StandardCharsets.UTF_8));
    }

    /** Adds attributes as the value of one. */
    public NetlinkRequest addNested(int type, Consumer<NetlinkRequest> content) {
        int start = octets.position();
        octets.putShort((short) 0).putShort((short) type);
        content.accept(this);
        octets.putShort(start, (short) (octets.position() - start));
        return this;
    }

    /** The finished message under a sequence number. */
    public byte[] encode(int sequence) {
        return encode(sequence, 0);
    }

    /** The same with more flags. */
    byte[] encode(int sequence, int moreFlags) {
        octets.putInt(0, octets.position());
        octets.putInt(8, sequence);
        byte[] message = Arrays.copyOf(octets.array(), octets.position());
        ByteBuffer header = ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());
        header.putShort(6, (short) (header.getShort(6) | moreFlags));
        return message;
    }

    private void pad() {
        octets.position(Framing.aligned(octets.position()));
    }
}
