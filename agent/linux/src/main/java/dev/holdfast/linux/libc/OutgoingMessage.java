package dev.holdfast.linux.libc;

import dev.holdfast.core.net.Octets;

/**
 * What {@link NativeSocket#send} sends: one block of memory with msghdr, iovec, target, ancillary data and content,
 * allocated once and reused.
 */
public final class OutgoingMessage {
    private static final int NAME_POINTER = 0;
    private static final int NAME_LENGTH = 8;
    private static final int CONTROL_POINTER = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int IOVEC = 56;
    private static final int NAME = 72;
    private static final int NAME_ROOM = 112;
    private static final int CONTROL = NAME + NAME_ROOM;
    private static final int CONTROL_ROOM = 64;
    private static final int CONTROL_HEADER = 16;
    private static final int DATA = CONTROL + CONTROL_ROOM;

    private final NativeBuffer memory;
    private final int capacity;

    /** Room for datagrams of up to {@code capacity} octets. */
    public OutgoingMessage(int capacity) {
        this.capacity = capacity;
        this.memory = NativeBuffer.allocate(DATA + capacity);
        memory.putLong(16, memory.address() + IOVEC);
        memory.putLong(24, 1);
        memory.putLong(IOVEC, memory.address() + DATA);
    }

    /** Sends to this address from now on; an empty one means where the socket is connected to. */
    public OutgoingMessage to(byte... address) {
        memory.putBytes(NAME, address);
        memory.putLong(NAME_POINTER, address.length == 0 ? 0 : memory.address() + NAME);
        memory.putInt(NAME_LENGTH, address.length);
        return this;
    }

    /** Sends this ancillary message along from now on. */
    public OutgoingMessage with(int level, int type, byte... data) {
        int size = CONTROL_HEADER + data.length;
        int room = (size + 7) & -8;
        if (room > CONTROL_ROOM) {
            throw new IllegalArgumentException("ancillary data of " + data.length + " octets");
        }
        memory.putLong(CONTROL, size);
        memory.putInt(CONTROL + 8, level);
        memory.putInt(CONTROL + 12, type);
        memory.putBytes(CONTROL + CONTROL_HEADER, data);
        memory.putLong(CONTROL_POINTER, memory.address() + CONTROL);
        memory.putLong(CONTROL_LENGTH, room);
        return this;
    }

    /** Whether a datagram of this length can be sent. */
    public boolean hasRoomFor(int length) {
        return length <= capacity;
    }

    /**
     * The content of the next send.
     *
     * @throws IllegalArgumentException when there is no room for it
     */
    public OutgoingMessage content(Octets content) {
        return content(content.toByteArray());
    }

    /** The content of the next send. */
    public OutgoingMessage content(byte... content) {
        if (!hasRoomFor(content.length)) {
            throw new IllegalArgumentException(content.length + " octets do not fit into " + capacity);
        }
        memory.putBytes(DATA, content);
        memory.putLong(IOVEC + 8, content.length);
        return this;
    }

    NativeBuffer memory() {
        return memory;
    }
}
