package dev.holdfast.linux.libc;

import dev.holdfast.core.net.Octets;
import java.util.OptionalInt;

/**
 * Where {@link NativeSocket#receive} puts a datagram: one block of memory with msghdr, iovec, sender, ancillary data and
 * content, allocated once and reused. What it gives out are copies, valid after the next receive.
 */
public final class IncomingMessage {
    private static final int FLAGS = 48;
    private static final int NAME_LENGTH = 8;
    private static final int CONTROL_LENGTH = 40;
    private static final int IOVEC = 56;
    private static final int NAME = 72;
    private static final int NAME_ROOM = 32;
    private static final int CONTROL = NAME + NAME_ROOM;
    private static final int CONTROL_ROOM = 128;
    private static final int DATA = CONTROL + CONTROL_ROOM;
    private static final int CONTROL_HEADER = 16;

    private final NativeBuffer memory;
    private final int capacity;
    private int length;

    /** Room for datagrams of up to {@code capacity} octets; longer ones are cut and marked. */
    public IncomingMessage(int capacity) {
        this.capacity = capacity;
        this.memory = NativeBuffer.allocate(DATA + capacity);
        memory.putLong(0, memory.address() + NAME);
        memory.putLong(16, memory.address() + IOVEC);
        memory.putLong(24, 1);
        memory.putLong(32, memory.address() + CONTROL);
        memory.putLong(IOVEC, memory.address() + DATA);
        memory.putLong(IOVEC + 8, capacity);
    }

    /** The msghdr with its lengths set back, for the kernel overwrites them. */
    NativeBuffer prepared() {
        memory.putInt(NAME_LENGTH, NAME_ROOM);
        memory.putLong(CONTROL_LENGTH, CONTROL_ROOM);
        memory.putInt(FLAGS, 0);
        length = 0;
        return memory;
    }

    void filled(int octets) {
        length = Math.min(octets, capacity);
    }

    /** How many octets arrived and fitted. */
    public int length() {
        return length;
    }

    /** Whether the datagram was longer than the room for it. */
    public boolean isCut() {
        return (memory.getInt(FLAGS) & Linux.MSG_TRUNC) != 0;
    }

    /** The datagram's content. */
    public Octets content() {
        return Octets.of(bytes());
    }

    /** The datagram's content as a fresh array. */
    public byte[] bytes() {
        return memory.getBytes(DATA, length);
    }

    /** {@code size} octets of the sender's address structure from {@code offset}. */
    public byte[] senderBytes(int offset, int size) {
        return memory.getBytes(NAME + offset, size);
    }

    /** A number in the sender's address structure. */
    public int senderInt(int offset) {
        return memory.getInt(NAME + offset);
    }

    /** Where the data of an ancillary message begins, for {@link #controlInt} and {@link #controlBytes}. */
    public OptionalInt control(int level, int type) {
        long end = Math.min(memory.getLong(CONTROL_LENGTH), CONTROL_ROOM);
        int at = 0;
        while (at + CONTROL_HEADER <= end) {
            long size = memory.getLong(CONTROL + at);
            if (size < CONTROL_HEADER || at + size > end) {
                break;
            }
            if (memory.getInt(CONTROL + at + 8) == level && memory.getInt(CONTROL + at + 12) == type) {
                return OptionalInt.of(CONTROL + at + CONTROL_HEADER);
            }
            at += (int) (size + 7) & -8;
        }
        return OptionalInt.empty();
    }

    /** A number in ancillary data. */
    public int controlInt(int at) {
        return memory.getInt(at);
    }

    /** Octets in ancillary data. */
    public byte[] controlBytes(int at, int size) {
        return memory.getBytes(at, size);
    }
}
