package dev.holdfast.linux.libc;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Memory outside the heap that the kernel may read and write. Allocated once and kept: the memory goes when the object
 * is collected.
 *
 * <p>Numbers are in the machine's order. An access outside throws.
 */
public final class NativeBuffer {
    private final ByteBuffer memory;
    private final long address;

    private NativeBuffer(ByteBuffer memory) {
        this.memory = memory.order(ByteOrder.nativeOrder());
        this.address = Pointer.nativeValue(Native.getDirectBufferPointer(memory));
    }

    /** Zeroed memory of {@code size} octets. */
    public static NativeBuffer allocate(int size) {
        return new NativeBuffer(ByteBuffer.allocateDirect(size));
    }

    /** A copy of {@code content} outside the heap. */
    public static NativeBuffer of(byte... content) {
        NativeBuffer buffer = allocate(content.length);
        buffer.putBytes(0, content);
        return buffer;
    }

    /** The text in UTF-8 with a zero at its end. */
    public static NativeBuffer ofText(String text) {
        return of((text + "\0").getBytes(StandardCharsets.UTF_8));
    }

    /** Where it is. Whoever gives this to the kernel keeps the object reachable until the call is over. */
    long address() {
        return address;
    }

    public int size() {
        return memory.capacity();
    }

    public int getInt(int offset) {
        return memory.getInt(offset);
    }

    public long getLong(int offset) {
        return memory.getLong(offset);
    }

    /** A copy of {@code length} octets from {@code offset}. */
    public byte[] getBytes(int offset, int length) {
        byte[] bytes = new byte[length];
        memory.get(offset, bytes);
        return bytes;
    }

    public void putU8(int offset, int value) {
        memory.put(offset, (byte) value);
    }

    public void putShort(int offset, int value) {
        memory.putShort(offset, (short) value);
    }

    public void putInt(int offset, int value) {
        memory.putInt(offset, value);
    }

    public void putLong(int offset, long value) {
        memory.putLong(offset, value);
    }

    public void putBytes(int offset, byte... bytes) {
        memory.put(offset, bytes);
    }
}
