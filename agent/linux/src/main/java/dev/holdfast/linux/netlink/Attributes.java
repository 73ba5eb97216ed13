package dev.holdfast.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The attributes of a netlink message: number, length, value, each padded to four octets. */
public final class Attributes {
    private static final int HEADER = 4;

    /** The two upper bits of the number say "nested" and "network order". */
    private static final int TYPE_MASK = 0x3fff;

    private final Map<Integer, byte[]> values;

    private Attributes(Map<Integer, byte[]> values) {
        this.values = values;
    }

    /** Reads attributes up to the end of {@code octets}; what is cut off at the end is left out. */
    public static Attributes parse(byte[] octets, int from) {
        ByteBuffer buffer = ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder());
        Map<Integer, byte[]> values = new HashMap<>();
        int at = from;
        while (at + HEADER <= octets.length) {
            int length = buffer.getShort(at) & 0xffff;
            if (length < HEADER || at + length > octets.length) {
                break;
            }
            byte[] value = new byte[length - HEADER];
            buffer.get(at + HEADER, value);
            values.put(buffer.getShort(at + 2) & TYPE_MASK, value);
            at += Framing.aligned(length);
        }
        return new Attributes(values);
    }

    /** The value as it came. */
    public Optional<byte[]> octets(int type) {
        return Optional.ofNullable(values.get(type));
    }

    /** The value as attributes of its own; empty ones when it is not there. */
    public Attributes nested(int type) {
        return parse(values.getOrDefault(type, new byte[0]), 0);
    }

    /** A number of one octet. */
    public OptionalInt u8(int type) {
        byte[] value = values.get(type);
        return value == null || value.length < 1 ? OptionalInt.empty() : OptionalInt.of(value[0] & 0xff);
    }

    /** A number of two octets in the machine's order. */
    public OptionalInt u16(int type) {
        return u16(type, ByteOrder.nativeOrder());
    }

    /** A number of two octets in network order, such as a port. */
    public OptionalInt u16be(int type) {
        return u16(type, ByteOrder.BIG_ENDIAN);
    }

    private OptionalInt u16(int type, ByteOrder order) {
        byte[] value = values.get(type);
        return value == null || value.length < Short.BYTES
                ? OptionalInt.empty()
                : OptionalInt.of(ByteBuffer.wrap(value).order(order).getShort() & 0xffff);
    }

    /** A number of eight octets. */
    public OptionalLong u64(int type) {
        byte[] value = values.get(type);
        return value == null || value.length < Long.BYTES
                ? OptionalLong.empty()
                : OptionalLong.of(
                        ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()).getLong());
    }

    /** The first number of four octets. */
    public OptionalInt u32(int type) {
        byte[] value = values.get(type);
        return value == null || value.length < Integer.BYTES
                ? OptionalInt.empty()
                : OptionalInt.of(
                        ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()).getInt());
    }

    /** A text without the zero at its end. */
    public Optional<String> text(int type) {
        return octets(type).map(value -> {
            int end = 0;
            while (end < value.length && value[end] != 0) {
                end++;
            }
            return new String(value, 0, end, StandardCharsets.UTF_8);
        });
    }
}
