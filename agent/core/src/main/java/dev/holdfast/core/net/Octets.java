package dev.holdfast.core.net;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable run of octets that compares by content, so that it can stand in a record.
 *
 * <p>Reads are unsigned and in network order.
 */
public final class Octets {
    public static final Octets EMPTY = new Octets(new byte[0]);

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of the given bytes. */
    public static Octets of(byte... bytes) {
        return new Octets(bytes.clone());
    }

    /** A copy of {@code length} bytes from {@code offset}. */
    public static Octets of(byte[] bytes, int offset, int length) {
        return new Octets(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /** Reads hexadecimal digits; white space between them is ignored. */
    public static Octets hex(String digits) {
        return new Octets(HexFormat.of().parseHex(digits.replaceAll("\\s", "")));
    }

    public int length() {
        return bytes.length;
    }

    /** The octet at {@code index}, 0 to 255. */
    public int u8(int index) {
        return bytes[index] & 0xff;
    }

    /** The two octets at {@code index} as a number, 0 to 65535. */
    public int u16(int index) {
        return (u8(index) << 8) | u8(index + 1);
    }

    /** The part from {@code from}, inclusive, to {@code to}, exclusive. */
    public Octets slice(int from, int to) {
        return new Octets(Arrays.copyOfRange(bytes, from, to));
    }

    /** A fresh array with the content. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** Copies the content to {@code target} at {@code offset}. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Lower-case hexadecimal digits, as captures print them. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
